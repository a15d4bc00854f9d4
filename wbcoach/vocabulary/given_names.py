"""Given names of people, to tell a person from a place or a product; names that are words too stand apart."""

from __future__ import annotations

NAMES = frozenset(
    """
    Aaliyah Aaron Abby Abdul Abdullah Abigail Abraham Adam Adele Aditi Adrian Agnes Agnieszka Ahmad Ahmed Aidan
    Aiden Aisha Aisling Akira Alan Albert Alejandro Alex Alexander Alexandra Alfie Alfred Ali Alice Alicia Alina
    Alison Amanda Amara Amelia Amina Amir Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrew Andy Angela Angelo
    Angie Anil Anita Anja Anjali Ann Anna Anne Annette Annie Anthony Antoine Anton Antonio Anya Arjun Arthur Arun
    Asha Ashley Astrid Audrey Ava Ayesha Barbara Barry Beatrice Becky Belinda Ben Benjamin Bernard Beth Betty Bianca
    Bjorn Bob Bobby Boris Brandon Brenda Brian Bridget Bruce Bruno Caitlin Camila Camille Cara Carla Carlos Carmen
    Carol Caroline Cassie Catherine Cathy Cecilia Chandra Charles Charlie Chen Cheryl Chloe Chris Christian Christina
    Christine Christopher Cindy Claire Clara Claudia Colin Connie Connor Corinne Craig Cristina Cynthia Daisy Dan Dana
    Daniel Daniela Danielle Danny Darren Dave David Dean Deborah Debbie Deepak Delia Denise Dennis Derek Diana Diane
    Diego Dimitri Dmitri Dolores Dominic Donald Donna Doreen Doris Dorothy Doug Douglas Duncan Ed Eddie Edgar Edith
    Eduardo Edward Edwin Eileen Elaine Eleanor Elena Elif Elisa Elizabeth Ella Ellen Elliot Elsa Emil Emilia Emily
    Emma Enrique Eric Erica Erik Erin Ernest Esther Ethan Eva Eve Evelyn Fatima Fatma Felix Fernando Fiona Francesca
    Francis Francisco Frances Fred Freda Frida Fritz Gabriel Gabriela Gail Gareth Gary Gavin Gemma Geoff George
    Gerald Gina Giovanni Giulia Gloria Gordon Graham Greg Gregory Greta Guido Gustav Guy Gwen Hamza Hana Hannah Hans
    Harold Harriet Harry Hassan Heather Heidi Helen Helena Helga Henrik Henry Hilary Hiroshi Hugh Hugo Ian Ibrahim
    Ida Ikram Ilse Imran Ines Ingrid Irene Iris Isaac Isabel Isabella Isla Ivan Jacob Jade Jake Jakob James Jamie
    Jan Jane Janet Janice Jasmine Jason Javier Jean Jeff Jen Jenna Jennifer Jenny Jeremy Jerome Jerry Jess Jessica Jill
    Jim Jimmy Joan Joanna Joanne Joe Joel Johan Johanna John Johnny Jonas Jonathan Jorge Jose Josef Joseph Josh Joshua
    Juan Judith Judy Julia Julian Julie Juliet Jun Jürgen Justin Kai Kareem Karen Karim Karin Karl Karla Kate Katherine
    Kathleen Kathy Katie Katja Kavita Keith Kelly Ken Kenji Kenneth Kevin Khadija Kim Kirsten Klaus Kofi Kumar Kurt
    Kwame Kyle Lars Larry Laura Lauren Layla Lea Leah Leila Lena Leo Leon Leona Leonard Leslie Liam Lina Linda Lisa
    Liz Lorenzo Lorraine Louis Louisa Louise Luca Lucas Lucia Lucy Luis Luisa Lukas Luke Lydia Lynn Maeve Magda
    Mahmoud Malcolm Mandy Manuel Marc Marcel Marco Marcus Margaret Maria Mariam Marie Marina Mario Marion Marjorie
    Marta Martha Martin Mary Matt Matteo Matthew Maureen Maurice Maya Mehmet Mei Melanie Melissa Michael Michaela
    Michelle Miguel Mika Mike Mikhail Milan Milena Ming Miriam Moira Mohamed Mohammed Molly Mona Monica Monika Morgan
    Muhammad Murat Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nathan Neil Nia Nicholas Nick Nicola Nicole Nigel
    Nikhil Nikita Nina Noah Nora Norma Nour Olaf Oleg Olga Oliver Olivia Omar Oscar Otto Owen Pablo Pamela Patricia
    Patrick Paul Paula Pauline Pavel Pedro Peggy Pete Peter Petra Phil Philip Philippa Phoebe Pierre Pilar Piotr
    Polly Priya Rachel Rafael Raj Rajesh Ralph Ramona Raquel Rashid Ravi Raymond Rebecca Regina Renata Renee Ricardo
    Richard Rick Rita Robert Roberta Roberto Robin Rodrigo Roger Roland Ron Ronald Rosa Rosie Ross Roy Ruben Rupert
    Ruth Ryan Sabine Sabrina Said Sally Sam Samantha Samir Samuel Sandra Sanjay Sara Sarah Saskia Sean Sebastian
    Selma Serena Sergei Shane Shannon Sharon Sheila Shirley Sigrid Silvia Simon Simone Sofia Sonia Sonja Sophia
    Sophie Stan Stefan Stella Stephanie Stephen Steve Steven Stuart Suki Sunita Susan Susanne Suzanne Sven Svetlana
    Sylvia Tamara Tania Tanya Tara Ted Teresa Terry Tessa Thabo Theo Theresa Thomas Tim Timothy Tina Tobias Todd Tom
    Tommy Toni Tony Tracy Trevor Trudy Uma Ursula Valentina Valerie Vanessa Vera Veronica Vijay Vikram Vincent Viola
    Vivian Vladimir Walter Wanda Wei Wendy William Winston Xavier Yasmin Yolanda Youssef Yuki Yuri Yusuf Yvonne Zach
    Zara Zoe Zofia
    """.split()
)
# Names that are a word, a month or a place as well: a name only where something else says so.
ALSO_WORDS = frozenset(
    """
    April Art August Austin Bill Carter Chad Charlotte Chase Chelsea Chip Cliff Dale Dawn Dick Drew Eugene Faith
    Florence Frank Gene Georgia Ginger Grace Grant Gus Harper Hazel Holly Hope Ivy Jack Jackie Jasper Jay Jordan Joy
    Joyce June Ken Lance Lily Lincoln Mark Marge Mason Max May Mercy Mia Miles Nat Norman Olive Paige Paris Pat Pearl
    Penny Pierce Poppy Ray Reed Rex Rich Rob Rose Ruby Russ Sandy Savannah Sidney Skip Sonny Sue Summer Sunny Sydney
    Taylor Trinity Victor Victoria Virginia Ward Warren Wayne Will Willow Wren
    """.split()
)


def is_given_name(word: str, *, surely: bool = False) -> bool:
    """Say whether a capitalised word is a given name; `surely` leaves out names that are words too."""
    return word in NAMES or (not surely and word in ALSO_WORDS)

"""Words for what could be made, bought or supplied; named in a need, it closes the choice of solutions."""

from __future__ import annotations

from wbcoach.lexicon import words

# Things that somebody would build: named in a need, they close the choice of solutions.
SOLUTION_NOUNS = words("""
    app apps dashboard dashboards portal portals chatbot chatbots bot bots copilot api apis sdk cli plugin
    plugins plug-in plug-ins add-on add-ons widget widgets automation automations blockchain ledger-chain nft
    qr_code qr_codes rfid iot wearable wearables smartwatch smartwatches drone drones robot robots kiosk
    kiosks touchscreen touchscreens headset headsets hologram wizard wizards toggle toggles dropdown
    dropdowns checkbox checkboxes button buttons tooltip tooltips banner banners popup popups pop-up
    pop-ups carousel sidebar navbar webhook webhooks microservice microservices crm erp lms cms sso
    single_sign-on biometrics gamification leaderboard leaderboards autocomplete autofill auto-fill
    auto-complete machine_learning deep_learning neural_network algorithm algorithms llm llms gpt ai ml
    chat_assistant digital_assistant ai_companion booking_assistant wristband logbook_app smart_board
    artificial_intelligence recommender recommendation_engine search_bar search_box chat_window
    push_notification push_notifications notification notifications sms_alert sms_alerts email_alert
    digital_twin data_lake data_warehouse smart_contract smart_contracts voice_assistant virtual_assistant
    ai_assistant integration integrations spreadsheet spreadsheets web_page webpage website websites
    mobile_site landing_page settings_page admin_panel control_panel screen_reader_mode dark_mode offline_mode
    browser_extension extension extensions self-service_portal knowledge_base wiki heatmap heat_map
    live_map map_view calendar_sync command_line gui ui configurator scheduler schedulers tracker trackers
    software saas middleware firmware cloud_service microsite macro macros bash_script automation_script shell_script hotline_bot
    loyalty_programme loyalty_program loyalty_scheme promo_code coupon_code discount_code subscription_box
    vending_machine simulator marketplace forum_page video_tutorial tutorial_video help_centre help_center
    smart_lock smart_meter locker lockers gps_tracker geofence geofencing augmented_reality virtual_reality
    ar vr voice_control facial_recognition face_recognition fingerprint_login barcode_scanner scanner_app
    toolkit feature features plug-in_module module modules
    e-signature e-signatures esignature icon icons emoji pictogram drop-down_menu dropdown_menu context_menu pull-down_menu shortcut shortcuts hotkey hotkeys hyperlink
    prompt prompts nudge nudges ticker progress_bar status_bar total_bar running-total_bar countdown countdowns slider
    sliders stepper carousel avatar avatars badge badges passkey passkeys magic_link deep_link e-wallet digital_wallet
    live_chat chat_box chat_function chat_group whatsapp_group messenger voicebot voicebots helpbot ocr nlp rpa scim oauth
    vpn crawler scraper search_engine rules_engine scheduling_engine pricing_engine matching_engine feed_reader
    digital_board digital_display digital_sign sensor sensors gps telemetry telematics cctv webcam video_wall
    interactive_map live_feed activity_feed news_feed rss status_page changelog swimlane kanban_board gantt_chart
    data_catalogue data_catalog data_pipeline single_pane_of_glass digital_platform cloud_platform online_platform
    pop-up_window splash_screen home_screen lock_screen side_panel preview_pane web_form online_form e-form e-learning
    chat_channel slack_channel teams_channel slack_bot teams_bot email_digest sms text_alert text_alerts in-app_message
    playlist watchlist wishlist comparison_table comparison_tool calculator calculators translator_app sandbox
""")
# Solution-like only where the need asks to be given one.
SOFT_SOLUTIONS = words("""
    tool tools system systems platform platforms page pages screen screens template templates feature
    features report reports alert alerts reminder reminders tracker calendar calendars checklist checklists
    form forms database databases hub mode modes service tutorial tutorials feed feeds inbox filter filters
    tag tags chart charts graph graphs map maps digest login logins calculator planner helpdesk hotline
    machine machines device devices layer engine gateway pipeline framework toolkit booklet brochure leaflet
    poster hotline mentoring masterclass webinar podcast course training
    face_id touch_id text_message text_messages barcode_gun e-ticket e-tickets export exports newsletter newsletters programme scheme package packages repository
""")
# Things that are made for people; their absence is a feature that is missing.
ARTEFACTS = words("""
    library libraries catalogue catalog list register directory archive schedule timetable guide manual handbook
    map sign signage sign-posting counter desk hotline helpline terminal gate scanner camera display board label
    labels index glossary log history view overview summary report reports statistics breakdown forecast estimate
    reminder reminders alert alerts notification search filter filters sorting export import undo backup sync link
    workflow procedure training course support option options function functionality capability mechanism
    facility facilities service mode setting settings storage repository calendar noticeboard lookup preview
    template templates form counter channel desk tool tools system platform software app dashboard portal feed
    newsletter widget tracker tracking checklist database spreadsheet feature features helpdesk integration
    connector shuttle kiosk machine machines device devices sensor sensors locker lockers
""")
# What people may want that is no product: an outcome, an answer, a place.
OUTCOMES = words("""
    answer answers reply decision price quote time place seat slot refund copy chance choice say voice break rest
    home job room meal ride lift date appointment person somebody someone colleague explanation reason proof receipt
    record certainty reassurance warning notice hint idea sense understanding way word guarantee promise deal budget
    way ways means access help say clue estimate doctor teacher nurse visit result results diagnosis treatment
    night sleep hour day week minute moment start end turn reason share part number figure date deadline day off
    opinion conversation talk contact contacts hand hands alternative alternatives bed table desk permit licence
    signature approval loan pay payment wage salary income money cash credit discount
""")
BUILD_VERBS = words("""
    build add implement integrate develop automate launch deploy install digitise digitize gamify embed
    create redesign code ship roll_out introduce migrate
""")

# Bodily things that somebody would put up, hand out or lend: in a need, a solution where one is asked for.
SUPPLIES = words("""
    kit kits equipment hardware gadget gadgets gizmo appliance appliances apparatus unit units device devices tablet
    tablets laptop laptops ipad ipads handheld handhelds smartphone smartphones printer printers copier photocopier
    scanner scanners reader readers terminal terminals till tills pos camera cameras webcam webcams cctv dashcam bodycam
    projector projectors monitor monitors display displays whiteboard whiteboards screen screens tv televisions
    speaker speakers loudspeaker loudspeakers microphone microphones earpiece earpieces earphones headphones headset
    walkie-talkie walkie-talkies intercom tannoy pager pagers beeper beepers buzzer buzzers siren sirens horn bell bells
    alarm alarms sensor sensors detector detectors probe probes thermometer thermometers thermostat thermostats gauge
    gauges meter meters scale scales timer timers stopwatch clock clocks tracker trackers beacon beacons transponder
    chip chips tag tags collar collars bracelet bracelets wristband wristbands lanyard lanyards fob fobs keycard
    keycards swipe_card smartcard smartcards keypad keypads doorbell doorbells lock locks padlock turnstile
    turnstiles barrier barriers bollard bollards fence fences gate gates railing railings handrail handrails ramp ramps
    stairlift stairlifts elevator escalator hoist hoists conveyor conveyors crane forklift forklifts trolley trolleys
    cart carts wheelbarrow pallet_truck bench benches shelter shelters canopy awning awnings gazebo marquee kiosk booth
    booths cubicle cubicles hut huts cabin shed sheds locker lockers cabinet cabinets cupboard cupboards shelf shelves
    rack racks drawer drawers crate crates basket baskets bin bins skip skips container containers tub tubs tank tanks
    silo fridge fridges freezer freezers cooler coolers heater heaters radiator radiators boiler fan fans dehumidifier
    humidifier air_conditioning air-conditioning ventilator generator generators battery batteries power_bank charger
    chargers charging_point charging_points socket sockets cable cables adapter adapters plug antenna aerial mast masts
    router routers wifi wi-fi hotspot satellite broadband fibre lamp lamps light lights lighting floodlight floodlights
    torch torches headlamp lantern traffic_light traffic_lights mirror mirrors sign signs signpost signposts signage
    billboard banner banners flag flags marker markers cone cones sticker stickers label labels badge badges stamp stamps
    decal poster posters leaflet leaflets flyer flyers brochure brochures booklet booklets pamphlet pamphlets handout
    handouts manual manuals handbook handbooks guidebook cheat_sheet cheat-sheet crib_sheet fact_sheet factsheet
    infographic infographics cartoon cartoons comic comics animation animations video videos film films clip clips
    podcast podcasts audiobook audioguide jingle radio_spot radio_spots advert adverts ad_campaign billboard_campaign
    magazine newsletter newsletters blog bulletin gazette ledger logbook notebook notepad workbook folder binder binders
    planner planners wallchart flowchart flowcharts checklist checklists questionnaire spreadsheet card_reader
    pictogram pictograms icon icons symbol emoji mascot avatar hologram holograms exoskeleton robot robots remote
    joystick console keyboard mouse stylus switch switches lever pedal valve valves pump pumps tap taps filter hose
    sprinkler sprinklers net nets tarpaulin tarp cover covers mat mats cushion cushions seatbelt harness harnesses helmet
    helmets hi-vis vest vests uniform uniforms apron aprons glove gloves mask masks goggles visor visors earplugs boots
    overalls umbrella umbrellas raincoat ponchos thermos van vans shuttle shuttles minibus minibuses e-bike e-bikes
    scooter scooters bike_rack bike_racks cycle_lane cycle_lanes footbridge bypass car_park playground vending_machines
    plaster brace splint insole hearing_aid walking_frame
""")
# Schemes, courses and posts that somebody would set up.
SCHEMES = words("""
    scheme schemes programme programmes program campaign campaigns initiative initiatives pilot competition contest
    leaderboard quiz challenge hackathon course courses training webinar webinars seminar seminars workshop workshops
    masterclass masterclasses bootcamp e-learning tutorial tutorials academy curriculum drill drills roadshow drop-in
    helpline helplines hotline hotlines helpdesk call_centre call_center contact_centre concierge hub hubs forum forums
    marketplace community_page taskforce task_force committee working_group ombudsman voucher vouchers coupon coupons
    cashback reward rewards bonus bonuses points_scheme loyalty_card loyalty_points perk perks incentive incentives
    subsidy gift_card raffle lottery membership_tier tier premium_tier subscription subscriptions bundle bundles
    buddy_scheme mentoring mentoring_scheme rota_system ticketing_system booking_system queueing_system queuing_system
    drone_delivery franchise standard_form charter sop sops protocol protocols policy policies
""")
# What marks a thing as made: "a gamified", "an in-app", "a voice-activated" one.
MADE = words("""
    digital electronic wireless automatic automated interactive online virtual mobile gamified smart in-app app-based
    web-based cloud-based browser-based one-click one-tap single-click two-way push-button touch-screen touchscreen
    contactless self-service self-serve real-time plug-and-play drag-and-drop shareable personalised personalized
    customisable customizable configurable searchable printable downloadable laminated built-in pop-up drop-down
    colour-coded color-coded voice-activated voice-controlled motion-activated geofenced gps bluetooth led solar robotic
    3d 3-d ai ai-powered ai-driven ai-based ml-powered machine-learning algorithmic intelligent predictive biometric
    blockchain blockchain-based iot nfc rfid qr sms api dedicated centralised centralized unified integrated bespoke
    branded animated video-based audio bilingual multilingual battery-powered solar-powered wearable offline cloud
    data-driven rule-based template-based no-code low-code headless open-source crowdsourced immersive holographic
""")
# What marks a thing as made only where the thing is known as one that is made: "a shared register".
HALF_MADE = words("""
    paper printed physical plastic metal magnetic laminated live shared national central common weekly daily monthly
    excel pdf csv json slack whatsapp email e-mail text voice video visual photo one-page two-page full-screen public
    internal external global joint standard searchable interactive free permanent portable folding foldable electric
    illuminated lit heated waterproof wooden steel rubber dedicated named official step-by-step how-to training
""")
# Things that a customer may well work with: asked for with no word that marks them as made, they say little.
PLAIN_THINGS = words("""
    report reports page pages form forms service map maps list lists label labels feed layer package packages tag tags
    filter filters machine machines mode modes course podcast graph chart graphs charts engine cover covers ledger
    policy policies gate gates tier patch lock locks clock scale scales unit units pilot competition challenge bonus
    points skip bin bins folder light lights mouse film clip cabin hut horn fan tap plug cream pill protocol standard
    subscription hub community membership tank reader switch switches charter cart gift course training record ticket
""")

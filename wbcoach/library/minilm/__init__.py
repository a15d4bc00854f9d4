"""all-MiniLM-L6-v2 on onnxruntime: two graphs written from its weights, one for whole texts, one for word pieces."""

namespace MlDsl.Columns;

/// <summary>How a category is hashed to its position.</summary>
public enum CategoryHash
{
    /// <summary>The mixing of <see cref="RowHash"/>: models in files of the first format.</summary>
    RowHash,

    /// <summary>MurmurHash3_x86_32 over the UTF-8 bytes of a text or the bytes of a number, which ONNX Runtime computes as well.</summary>
    Murmur3,
}

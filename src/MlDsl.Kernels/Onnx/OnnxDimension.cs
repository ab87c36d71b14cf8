using System.Globalization;

namespace MlDsl.Onnx;

/// <summary>One dimension of a shape: a size, or a symbol whose size is known when the model runs.</summary>
public readonly record struct OnnxDimension
{
    private readonly long sizePlusOne;

    /// <summary>A fixed size.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    public OnnxDimension(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        sizePlusOne = size + 1;
        Symbol = "";
    }

    /// <summary>A size that is known when the model runs; the empty symbol stands for a dimension without a name.</summary>
    public OnnxDimension(string symbol) => Symbol = symbol;

    /// <summary>The size; -1 when it is known only when the model runs.</summary>
    public long Size => sizePlusOne - 1;

    /// <summary>The name of a size that is not fixed; empty when it has none or is fixed.</summary>
    public string Symbol { get => field ?? ""; }

    /// <summary>Whether the file fixes the size.</summary>
    public bool IsFixed => sizePlusOne > 0;

    /// <summary>A fixed size.</summary>
    public static implicit operator OnnxDimension(long size) => new(size);

    /// <summary>A symbolic size.</summary>
    public static implicit operator OnnxDimension(string symbol) => new(symbol);

    /// <summary>The size, the symbol, or <c>?</c>.</summary>
    public override string ToString() =>
        IsFixed ? Size.ToString(CultureInfo.InvariantCulture) : Symbol.Length > 0 ? Symbol : "?";
}

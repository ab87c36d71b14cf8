using System.Numerics;

namespace MlDsl.Columns;

/// <summary>A vector as features: its elements one after the other, each like a numeric column of its own. Immutable.</summary>
public sealed partial class VectorEncoding
{
    private readonly string column;
    private readonly NumericEncoding[] elements;
    // Side by side, for vectors that are only shifted and stretched.
    private readonly float[] offsets, factors;
    private readonly int stride;

    internal VectorEncoding(string column, VectorOptions options, NumericEncoding[] elements)
    {
        options.Validate(column);
        (this.column, this.elements, Options) = (column, elements, options);
        (Position, Width) = (elements[0].Position, elements.Sum(static e => e.Width));
        (offsets, factors) = ([.. elements.Select(static e => (float)e.Offset)], [.. elements.Select(static e => (float)e.Factor)]);
        stride = options.Element.Indicator ? 2 : 1;
    }

    /// <summary>The first position of the column in the feature vector.</summary>
    public int Position { get; }

    /// <summary>The number of its positions.</summary>
    public int Width { get; }

    /// <summary>The options it was learned with.</summary>
    public VectorOptions Options { get; }

    /// <summary>What was learned of each element.</summary>
    public IReadOnlyList<NumericEncoding> Elements => elements;

    /// <summary>Appends the name of each position.</summary>
    public void AppendNames(List<string> names)
    {
        foreach (NumericEncoding element in elements) element.AppendNames(names);
    }

    /// <summary>Writes a vector with whatever options the column has; NaN is a missing element where there is an <see cref="Impute"/>.</summary>
    /// <exception cref="InvalidValueException">An element is infinite, or missing without an <see cref="Impute"/>, or there are too few or too many.</exception>
    public void Write<T, TSink>(Elements<T> vector, ref TSink sink)
        where T : struct, INumberBase<T>
        where TSink : struct, IFeatureSink
    {
        if (!IsWhole(vector, ref sink)) return;
        for (int i = 0; i < elements.Length; i++)
        {
            float value = float.CreateTruncating(vector[i]);
            if (float.IsFinite(value)) elements[i].Write(value, ref sink);
            else WriteNotFinite(i, value, ref sink);
        }
    }

    /// <summary>Writes a vector whose elements may be missing, with whatever options the column has.</summary>
    /// <inheritdoc cref="Write{T, TSink}(Elements{T}, ref TSink)"/>
    public void Write<T, TSink>(Elements<T?> vector, ref TSink sink)
        where T : struct, INumberBase<T>
        where TSink : struct, IFeatureSink
    {
        if (!IsWhole(vector, ref sink)) return;
        for (int i = 0; i < elements.Length; i++)
        {
            float? value = vector[i] is { } given ? float.CreateTruncating(given) : null;
            if (value is float.NaN) WriteNotFinite(i, float.NaN, ref sink);
            else elements[i].Write(value, ref sink);
        }
    }

    /// <summary>Writes a vector without scale, bins, <c>Min</c> or <c>Max</c>.</summary>
    /// <inheritdoc cref="Write{T, TSink}(Elements{T}, ref TSink)"/>
    public void WriteRaw<T, TSink>(Elements<T> vector, ref TSink sink)
        where T : struct, INumberBase<T>
        where TSink : struct, IFeatureSink
    {
        if (!IsWhole(vector, ref sink)) return;
        for (int i = 0; i < elements.Length; i++)
        {
            float value = float.CreateTruncating(vector[i]);
            if (float.IsFinite(value)) sink.Add(Position + (i * stride), value);
            else WriteNotFinite(i, value, ref sink);
        }
    }

    /// <summary>Writes a vector with <see cref="Scale.Standard"/>, MinMax or Robust and without <c>Min</c> or <c>Max</c>.</summary>
    /// <inheritdoc cref="Write{T, TSink}(Elements{T}, ref TSink)"/>
    public void WriteScaled<T, TSink>(Elements<T> vector, ref TSink sink)
        where T : struct, INumberBase<T>
        where TSink : struct, IFeatureSink
    {
        if (!IsWhole(vector, ref sink)) return;
        ReadOnlySpan<float> shift = offsets, stretch = factors.AsSpan(0, shift.Length);
        for (int i = 0; i < shift.Length; i++)
        {
            float value = float.CreateTruncating(vector[i]);
            if (float.IsFinite(value)) sink.Add(Position + (i * stride), (value - shift[i]) * stretch[i]);
            else WriteNotFinite(i, value, ref sink);
        }
    }

    private bool IsWhole<T, TSink>(Elements<T> vector, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (vector.Length == elements.Length) return true;
        if (!vector.IsMissing) VectorErrors.Length(column, vector.Length, elements.Length);
        if (Options.Element.Impute == Impute.None) VectorErrors.Missing(column);
        foreach (NumericEncoding element in elements) element.Write((float?)null, ref sink);
        return false;
    }

    private void WriteNotFinite<TSink>(int element, float value, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (!float.IsNaN(value)) NumericErrors.NotFinite(VectorOptions.NameOf(column, element), value);
        if (Options.Element.Impute == Impute.None) VectorErrors.NotANumber(VectorOptions.NameOf(column, element));
        elements[element].Write((float?)null, ref sink);
    }
}

using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>
/// The short paths, for options that the generator knows. Each takes the position as well: a constant where the columns before have a
/// fixed width, so that the weight's address is one; else <see cref="Position"/>, which is the default.
/// </summary>
public sealed partial class NumericEncoding
{
    /// <summary>Writes a value without scale, bins, <c>Min</c> or <c>Max</c>.</summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw<TSink>(float value, ref TSink sink) where TSink : struct, IFeatureSink => WriteRaw(value, Position, ref sink);

    /// <summary>Writes a value that may be missing, without scale, bins, <c>Min</c> or <c>Max</c>.</summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite, or missing without an <see cref="Impute"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw<TSink>(float? value, ref TSink sink) where TSink : struct, IFeatureSink => WriteRaw(value, Position, ref sink);

    /// <inheritdoc cref="WriteRaw{TSink}(float, ref TSink)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw<TSink>(float value, int position, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (!float.IsFinite(value)) NumericErrors.NotFinite(column, value);
        sink.Add(position, value);
    }

    /// <inheritdoc cref="WriteRaw{TSink}(float?, ref TSink)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw<TSink>(float? value, int position, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (value.HasValue) WriteRaw(value.GetValueOrDefault(), position, ref sink);
        else WriteMissing(position, ref sink);
    }

    /// <summary>Writes a value with <see cref="Scale.Standard"/>, MinMax or Robust and without <c>Min</c> or <c>Max</c>.</summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteScaled<TSink>(float value, ref TSink sink) where TSink : struct, IFeatureSink =>
        WriteScaled(value, Position, ref sink);

    /// <summary>
    /// Writes a value that may be missing, with <see cref="Scale.Standard"/>, MinMax or Robust and without <c>Min</c> or <c>Max</c>.
    /// </summary>
    /// <exception cref="InvalidValueException">The value is NaN or infinite, or missing without an <see cref="Impute"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteScaled<TSink>(float? value, ref TSink sink) where TSink : struct, IFeatureSink =>
        WriteScaled(value, Position, ref sink);

    /// <inheritdoc cref="WriteScaled{TSink}(float, ref TSink)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteScaled<TSink>(float value, int position, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (!float.IsFinite(value)) NumericErrors.NotFinite(column, value);
        sink.Add(position, (value - offset) * factor);
    }

    /// <inheritdoc cref="WriteScaled{TSink}(float?, ref TSink)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteScaled<TSink>(float? value, int position, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (value.HasValue) WriteScaled(value.GetValueOrDefault(), position, ref sink);
        else WriteMissing(position, ref sink);
    }
}

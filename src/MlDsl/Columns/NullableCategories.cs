using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>The same calls for nullable value types, so that generated code reads alike for all columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NullableCategories
{
    /// <summary>Takes in one value that may be missing.</summary>
    public static void Add<TKey>(this CategoryLearner<TKey> learner, TKey? value, float target, int fold)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
    {
        if (value is { } known) learner.Add(known, target, fold);
        else learner.AddMissing(target, fold);
    }

    /// <summary>Writes a value that may be missing, with whatever encoding the column has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TKey, TSink>(this CategoryEncoding<TKey> encoding, TKey? value, ref TSink sink)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
        where TSink : struct, IFeatureSink
    {
        if (value.HasValue) encoding.Write(value.GetValueOrDefault(), ref sink);
        else encoding.WriteMissing(ref sink);
    }

    /// <summary>Writes a value that may be missing with <see cref="CategoricalEncoding.OneHot"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteOneHot<TKey, TSink>(this CategoryEncoding<TKey> encoding, TKey? value, ref TSink sink)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
        where TSink : struct, IFeatureSink
    {
        if (value.HasValue) encoding.WriteOneHot(value.GetValueOrDefault(), ref sink);
        else encoding.WriteMissing(ref sink);
    }

    /// <summary>Writes a value that may be missing with <see cref="CategoricalEncoding.Ordinal"/>, Count or Target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteValue<TKey, TSink>(this CategoryEncoding<TKey> encoding, TKey? value, ref TSink sink)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
        where TSink : struct, IFeatureSink
    {
        if (value.HasValue) encoding.WriteValue(value.GetValueOrDefault(), ref sink);
        else encoding.WriteMissing(ref sink);
    }

    /// <summary>Writes a value that may be missing with <see cref="CategoricalEncoding.Hashed"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteHashed<TKey, TSink>(this CategoryEncoding<TKey> encoding, TKey? value, ref TSink sink)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
        where TSink : struct, IFeatureSink
    {
        if (value.HasValue) encoding.WriteHashed(value.GetValueOrDefault(), ref sink);
        else encoding.WriteMissing(ref sink);
    }
}

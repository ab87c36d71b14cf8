using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>A categorical column as features. Immutable.</summary>
/// <remarks>
/// One-hot positions: the kept categories in order, then <c>(other)</c> with <see cref="Unknown.Bucket"/>, then <c>(missing)</c> where the
/// column is declared nullable or training saw a missing value. A missing value is otherwise an error.
/// </remarks>
/// <typeparam name="TKey"><see cref="string"/> or a value type such as <see cref="long"/>; enums come as their names.</typeparam>
public sealed partial class CategoryEncoding<TKey> where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
{
    private const int Error = LookUpOp.Refused;

    private readonly string column;
    private readonly CategoryOptions options;
    // One of the two is there. IsValueType, which decides, is a constant for the JIT even in code shared by reference types.
    private readonly StringIndex? strings;
    private readonly ValueIndex<TKey>? numbers;
    private readonly TKey[] kept;
    private readonly float[] values;
    private readonly int unknownSlot, missingSlot;

    internal CategoryEncoding(
        string column, CategoryOptions options, List<TKey> kept, bool hasMissing, float[] values, ref int position, CategoryHash hash = CategoryHash.Murmur3)
    {
        options.Validate(column);
        if (!typeof(TKey).IsValueType && typeof(TKey) != typeof(string))
            throw new NotSupportedException($"'{column}': categories are strings or value types, not {typeof(TKey).Name}");
        (this.column, this.options, this.kept, this.values, HasMissing, Hash) = (column, options, [.. kept], values, hasMissing, hash);
        if (typeof(TKey).IsValueType) numbers = new ValueIndex<TKey>(this.kept);
        else strings = new StringIndex((string[])(object)this.kept);
        // A single feature has a value for unknown; one-hot has a position for it, or sets none.
        bool hasUnknown = options.IsSingle || options.Unknown == Unknown.Bucket;
        unknownSlot = options.Unknown == Unknown.Error ? Error : hasUnknown ? kept.Count : LookUpOp.None;
        missingSlot = hasMissing ? kept.Count + (hasUnknown ? 1 : 0) : Error;
        Position = position;
        Width = options.Encoding switch
        {
            CategoricalEncoding.OneHot => kept.Count + (hasUnknown ? 1 : 0) + (hasMissing ? 1 : 0),
            CategoricalEncoding.Hashed => 1 << options.HashBits,
            _ => 1,
        };
        position += Width;
    }

    /// <summary>The first position of the column in the feature vector.</summary>
    public int Position { get; }

    /// <summary>The number of its positions.</summary>
    public int Width { get; }

    /// <summary>The options it was learned with.</summary>
    public CategoryOptions Options => options;

    /// <summary>The categories kept, in the order of their positions; empty with <see cref="CategoricalEncoding.Hashed"/>.</summary>
    public IReadOnlyList<TKey> Categories => kept;

    /// <summary>How <see cref="CategoricalEncoding.Hashed"/> hashes.</summary>
    public CategoryHash Hash { get; }

    /// <summary>Whether missing is a category.</summary>
    public bool HasMissing { get; }

    /// <summary>
    /// The feature's value for each of <see cref="Categories"/>, then for unknown, then for missing where it is a category; empty with
    /// <see cref="CategoricalEncoding.OneHot"/> and <see cref="CategoricalEncoding.Hashed"/>.
    /// </summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>What is known of the training values, where one may be missing: the bounds of integers, a text that was not held.</summary>
    public ColumnSummary? Summary { get; internal init; }

    /// <summary>Appends the name of each position.</summary>
    public void AppendNames(List<string> names)
    {
        if (options.IsSingle) names.Add(column);
        else if (options.Encoding == CategoricalEncoding.Hashed)
        {
            for (int i = 0; i < Width; i++) names.Add(FormattableString.Invariant($"{column}#{i}"));
        }
        else
        {
            foreach (TKey key in kept) names.Add($"{column}={CategoryKeys.Text(key)}");
            if (options.Unknown == Unknown.Bucket) names.Add($"{column}=(other)");
            if (HasMissing) names.Add($"{column}=(missing)");
        }
    }

    /// <summary>Writes a value with <see cref="CategoricalEncoding.OneHot"/>; null is missing.</summary>
    /// <exception cref="UnknownCategoryException">The category is unknown and <see cref="Unknown.Error"/> was chosen.</exception>
    /// <exception cref="InvalidValueException">The value is missing, and missing is no category.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOneHot<TSink>(TKey? value, ref TSink sink) where TSink : struct, IFeatureSink
    {
        int slot = Slot(value);
        if (slot >= 0) sink.Add(Position + slot, 1f);
    }

    /// <summary>Writes a value with <see cref="CategoricalEncoding.Ordinal"/>, Count or Target; null is missing.</summary>
    /// <inheritdoc cref="WriteOneHot{TSink}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteValue<TSink>(TKey? value, ref TSink sink) where TSink : struct, IFeatureSink =>
        sink.Add(Position, values[Slot(value)]);

    /// <summary>Writes a value with <see cref="CategoricalEncoding.Hashed"/>; null is missing.</summary>
    /// <exception cref="InvalidValueException">The value is missing, and the column is not declared nullable.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHashed<TSink>(TKey? value, ref TSink sink) where TSink : struct, IFeatureSink =>
        sink.Add(Position + HashedSlot(value), 1f);

    /// <summary>Writes a value with whatever encoding the column has; null is missing.</summary>
    /// <inheritdoc cref="WriteOneHot{TSink}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<TSink>(TKey? value, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (options.Encoding == CategoricalEncoding.OneHot) WriteOneHot(value, ref sink);
        else if (options.Encoding == CategoricalEncoding.Hashed) WriteHashed(value, ref sink);
        else WriteValue(value, ref sink);
    }

    /// <summary>Writes a missing value with whatever encoding the column has.</summary>
    /// <exception cref="InvalidValueException">Missing is no category.</exception>
    public void WriteMissing<TSink>(ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (missingSlot == Error) ThrowMissing();
        if (options.IsSingle) sink.Add(Position, values[missingSlot]);
        else if (options.Encoding == CategoricalEncoding.Hashed) sink.Add(Position + MissingBucket, 1f);
        else sink.Add(Position + missingSlot, 1f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(TKey? value)
    {
        int slot = value is null ? -1
            : typeof(TKey).IsValueType ? numbers!.Find(value)
            : strings!.Find(Unsafe.As<TKey, string>(ref value));
        return slot >= 0 ? slot : Unlisted(value);
    }

    /// <summary>The slot of a value that is not among the kept ones: missing or unknown.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Unlisted(TKey? value)
    {
        int slot = value is null ? missingSlot : unknownSlot;
        if (slot != Error) return slot;
        if (value is null) ThrowMissing();
        ThrowUnknown(value);
        return slot;
    }

    private int HashedSlot(TKey? value)
    {
        if (value is null)
        {
            if (missingSlot == Error) ThrowMissing();
            return MissingBucket;
        }
        return Hash == CategoryHash.Murmur3 ? Bucket(CategoryKeys.Murmur(value)) : StableHash.Bucket(CategoryKeys.Hash(value), options.HashBits);
    }

    private int MissingBucket =>
        Hash == CategoryHash.Murmur3 ? Bucket(MurmurHash.Missing) : StableHash.Bucket(StableHash.Missing, options.HashBits);

    // The lowest bits: the remainder, which is what an exported graph can compute.
    private int Bucket(uint hash) => (int)hash & (Width - 1);

    [DoesNotReturn]
    private void ThrowMissing() => throw new InvalidValueException(column,
        $"'{column}' is missing: declare the property nullable, so that missing is a category, or give a value");

    [DoesNotReturn]
    private void ThrowUnknown(TKey value)
    {
        string text = CategoryKeys.Text(value);
        throw new UnknownCategoryException(column, text, CategoryKeys.Nearest(text, kept.Select(CategoryKeys.Text)));
    }
}

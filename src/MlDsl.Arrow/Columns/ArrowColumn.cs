using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;

namespace MlDsl.Columns;

/// <summary>The values of a column of a batch. What a value's type cannot hold, and what lies outside its buffers, is a value that no column takes, so that its row is named.</summary>
internal abstract class ArrowColumn
{
    /// <summary>Takes out the values of some rows. They are valid until the next call.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="values">Takes the values.</param>
    public abstract void Fill(int from, Span<RecordValue> values);

    /// <summary>The values of some rows as a column of their own type.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="before">What was given before, whose room may be used again.</param>
    /// <returns>The column; null where values come by <see cref="Fill"/> alone.</returns>
    public virtual RecordColumn? Take(int from, int count, RecordColumn? before) => null;

    /// <summary>The column of a field.</summary>
    /// <param name="field">The field, as the schema tells it.</param>
    /// <param name="array">The values.</param>
    /// <param name="before">The column of the batch before, whose dictionary may be the same; null where there is none.</param>
    public static ArrowColumn Of(Field field, IArrowArray array, ArrowColumn? before) =>
        ArrowTypes.IsGuid(field) && array is FixedSizeBinaryArray guids ? new GuidColumn(guids) : Of(field.DataType, array, before);

    /// <summary>The column of an array.</summary>
    /// <param name="type">The type that the schema tells.</param>
    /// <param name="array">The values.</param>
    /// <param name="before">The column of the batch before, whose dictionary may be the same; null where there is none.</param>
    public static ArrowColumn Of(IArrowType type, IArrowArray array, ArrowColumn? before = null) => (type, array) switch
    {
        (ExtensionType extension, ExtensionArray extended) when extension is not GuidType => Of(extension.StorageType, extended.Storage, before),
        (_, ExtensionArray { Storage: FixedSizeBinaryArray guids }) => new GuidColumn(guids),
        _ when ArrowTypes.Refusal(type) is { } what => new ConstantColumn(RecordValue.Other(what)),
        (_, NullArray) => new ConstantColumn(RecordValue.Missing),
        (_, BooleanArray flags) => new FlagColumn(flags),
        (_, Int8Array numbers) => Numbers(numbers, static n => RecordValue.Integer(n), true),
        (_, Int16Array numbers) => Numbers(numbers, static n => RecordValue.Integer(n), true),
        (_, Int32Array numbers) => Numbers(numbers, static n => RecordValue.Integer(n), true),
        (_, Int64Array numbers) => Numbers(numbers, RecordValue.Integer, true),
        (_, UInt8Array numbers) => Numbers(numbers, static n => RecordValue.Integer((long)n), true),
        (_, UInt16Array numbers) => Numbers(numbers, static n => RecordValue.Integer((long)n), true),
        (_, UInt32Array numbers) => Numbers(numbers, static n => RecordValue.Integer((long)n), true),
        (_, UInt64Array numbers) => Numbers(numbers, RecordValue.Integer, true),
        (_, HalfFloatArray numbers) => Numbers(numbers, static n => RecordValue.Number((double)n), true),
        (_, FloatArray numbers) => Numbers(numbers, static n => RecordValue.Number((double)n), true),
        (_, DoubleArray numbers) => Numbers(numbers, RecordValue.Number, true),
        (Decimal32Type decimals, FixedSizeBinaryArray numbers) => new DecimalColumn(numbers, 4, decimals.Scale),
        (Decimal64Type decimals, FixedSizeBinaryArray numbers) => new DecimalColumn(numbers, 8, decimals.Scale),
        (Decimal128Type decimals, FixedSizeBinaryArray numbers) => new DecimalColumn(numbers, 16, decimals.Scale),
        (Decimal256Type decimals, FixedSizeBinaryArray numbers) => new DecimalColumn(numbers, 32, decimals.Scale),
        (_, Date32Array days) => Numbers(days, static n => ArrowTimes.Date(n)),
        (_, Date64Array times) => Numbers(times, ArrowTimes.DateOfMilliseconds),
        (TimestampType stamp, TimestampArray times) => Numbers(times, ArrowTimes.Timestamp(stamp)),
        (Time32Type time, Time32Array times) => Numbers(times, n => ArrowTimes.Clock(n, time.Unit)),
        (Time64Type time, Time64Array times) => Numbers(times, n => ArrowTimes.Clock(n, time.Unit)),
        (DurationType time, DurationArray times) => Numbers(times, n => ArrowTimes.Duration(n, time.Unit)),
        (_, StringArray texts) => new TextColumn<int>(texts),
        (_, LargeStringArray texts) => new TextColumn<long>(texts),
        (_, StringViewArray texts) => new TextViewColumn(texts),
        (DictionaryType dictionary, DictionaryArray coded) => new DictionaryColumn(dictionary, coded, before as DictionaryColumn),
        (ListType list, ListArray lists) => new ListColumn<int>(lists, Of(list.ValueDataType, lists.Values), lists.Values.Length),
        (LargeListType list, LargeListArray lists) => new ListColumn<long>(lists, Of(list.ValueDataType, lists.Values), lists.Values.Length),
        (FixedSizeListType list, FixedSizeListArray lists) => new FixedListColumn(lists, list.ListSize, Of(list.ValueDataType, lists.Values)),
        _ => throw new InvalidDataException($"values of the type '{type.Name}' are not of it"),
    };

    /// <summary>Makes values missing that the array says are none.</summary>
    protected static void Clear(IArrowArray array, int from, Span<RecordValue> values)
    {
        if (array.NullCount == 0) return;
        for (int i = 0; i < values.Length; i++)
        {
            if (array.IsNull(from + i)) values[i] = RecordValue.Missing;
        }
    }

    /// <summary>Takes which values the array says are none.</summary>
    protected static void Miss(IArrowArray array, int from, int count, RecordColumn column)
    {
        if (array.NullCount == 0)
        {
            column.MissNone();
            return;
        }
        Span<bool> missing = column.Miss(count);
        for (int i = 0; i < missing.Length; i++) missing[i] = array.IsNull(from + i);
    }

    private static NumberColumn<T> Numbers<T>(PrimitiveArray<T> array, Func<T, RecordValue> of, bool isNumber = false) where T : struct, IEquatable<T> => new(array, of, isNumber);
}

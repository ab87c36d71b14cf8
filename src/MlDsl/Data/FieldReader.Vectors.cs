using System.Numerics;

namespace MlDsl;

// A vector's elements are fields of their own or the parts of one; a missing one is NaN or null where the declaration allows it.
public ref partial struct FieldReader
{
    /// <summary>The vector of column <paramref name="column"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether a missing element becomes NaN; else it is refused.</param>
    public readonly T[] Vector<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> =>
        ReadVector<T>(column, takesNaN, null) ?? throw Missing(column);

    /// <summary>The vector of column <paramref name="column"/>; null where it is missing as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether a missing element beside others becomes NaN; else it is refused.</param>
    public readonly T[]? VectorOrNull<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> =>
        IsEmpty(column) ? null : ReadVector<T>(column, takesNaN, null);

    /// <summary>The vector of column <paramref name="column"/>, in which a missing element is null.</summary>
    public readonly T?[] SparseVector<T>(int column) where T : struct, INumberBase<T> => ReadSparse<T>(column) ?? throw Missing(column);

    /// <summary>The vector of column <paramref name="column"/>, in which a missing element is null; null where it is missing as a whole.</summary>
    public readonly T?[]? SparseVectorOrNull<T>(int column) where T : struct, INumberBase<T> => IsEmpty(column) ? null : ReadSparse<T>(column);

    private readonly T?[]? ReadSparse<T>(int column) where T : struct, INumberBase<T>
    {
        bool[] missing = new bool[typed?.LengthOf(column) ?? context.Column(column).Length];
        return ReadVector<T>(column, false, missing) is { } values ? [.. values.Select((value, i) => missing[i] ? (T?)null : value)] : null;
    }

    // Whether every field of the vector is missing; a quoted list is one field.
    private readonly bool IsEmpty(int column)
    {
        // Records tell it while they are read.
        if (typed is not null) return false;
        if (context.Elements?[column] is not { } fields) return !TryPresent(column, out _);
        foreach (int field in fields)
        {
            if (!context.IsMissing(Field(field))) return false;
        }
        return true;
    }

    private readonly T[]? ReadVector<T>(int column, bool takesNaN, bool[]? missing) where T : struct, INumberBase<T>
    {
        if (typed is not null) return typed.VectorOrNull<T>(column, takesNaN, missing);
        var values = new T[context.Column(column).Length];
        if (context.Elements?[column] is { } fields)
        {
            bool isPlain = context.PlainNumbers[column] >= 0;
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<byte> text = Field(fields[i]);
                if (isPlain && PaddedNumber.TryRead(text, out values[i])) continue;
                bool isThere = !context.IsMissing(text) && (context.Converters?[column] is null || TryConvert(column, ref text));
                values[i] = isThere ? AsElement<T>(column, i, text) : MissingElement<T>(column, i, takesNaN, missing);
            }
            return values;
        }
        if (!TryPresent(column, out ReadOnlySpan<byte> cell)) return null;
        var list = new ListText(cell, context.Formats?[column]);
        int count = 0;
        while (list.MoveNext())
        {
            if (count < values.Length)
                values[count] = context.IsMissing(list.Current) ? MissingElement<T>(column, count, takesNaN, missing) : AsElement<T>(column, count, list.Current);
            count++;
        }
        if (count == values.Length) return values;
        throw context.Error(
            records, column, FormattableString.Invariant($"the list has {count} elements, not {values.Length}"),
            "write as many as Length says, separated by ';', ',' or blanks, or declare another Length");
    }

    private readonly T AsElement<T>(int column, int element, ReadOnlySpan<byte> text) where T : struct, INumberBase<T>
    {
        if (TryNumber(column, text, out T value)) return value;
        (ColumnSchema named, CsvOptions options) = (context.Column(column), context.Options);
        throw context.WrongElement(
            records, column, element, System.Text.Encoding.UTF8.GetString(text), $"is not a finite {typeof(T).Name}", wrong => NumberHints.Of<T>(wrong, named, options));
    }

    private readonly T MissingElement<T>(int column, int element, bool takesNaN, bool[]? missing) where T : struct, INumberBase<T>
    {
        if (missing is not null)
        {
            missing[element] = true;
            return T.Zero;
        }
        return takesNaN
            ? T.CreateTruncating(double.NaN)
            : throw context.ErrorAt(records, column, element, "the value is missing", MissingValue.WayOutOfElement(context.Column(column)));
    }
}

using System.Numerics;
using System.Text.Json;

namespace MlDsl;

// Vectors: an array of as many numbers as the column has. Each costs its own array.
public ref partial struct JsonFields
{
    /// <summary>The vector of column <paramref name="column"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether an element that is null becomes NaN; else it is refused.</param>
    public T[] Vector<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> => VectorOrNull<T>(column, takesNaN) ?? throw Missing(column);

    /// <summary>The vector of column <paramref name="column"/>; null where it is missing as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="takesNaN">Whether an element that is null becomes NaN; else it is refused.</param>
    public T[]? VectorOrNull<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T>
    {
        if (IsMissing) return null;
        var values = new T[LengthOf(column)];
        int count = 0;
        for (; NextElement(column, count, values.Length); count++)
        {
            if (!IsMissing) values[count] = AsNumber<T>(column, count);
            else values[count] = takesNaN ? T.CreateTruncating(double.NaN) : throw WrongElement(column, count);
        }
        return count == values.Length ? values : throw WrongLength(column, count);
    }

    /// <summary>The vector of column <paramref name="column"/>, in which a missing element is null.</summary>
    public T?[] SparseVector<T>(int column) where T : struct, INumberBase<T> => SparseVectorOrNull<T>(column) ?? throw Missing(column);

    /// <summary>The vector of column <paramref name="column"/>, in which a missing element is null; null where it is missing as a whole.</summary>
    public T?[]? SparseVectorOrNull<T>(int column) where T : struct, INumberBase<T>
    {
        if (IsMissing) return null;
        var values = new T?[LengthOf(column)];
        int count = 0;
        for (; NextElement(column, count, values.Length); count++) values[count] = IsMissing ? null : AsNumber<T>(column, count);
        return count == values.Length ? values : throw WrongLength(column, count);
    }

    private readonly int LengthOf(int column) => tensors is not null || reader.TokenType == JsonTokenType.StartArray ? format.Columns[column].Length : throw Wrong(column);

    private bool NextElement(int column, int count, int length)
    {
        if (tensors is not null) return NextTensorElement(length);
        Read();
        if (reader.TokenType == JsonTokenType.EndArray) return false;
        return count < length ? true : throw WrongLength(column, null);
    }

    private readonly JsonRowException WrongLength(int column, int? count)
    {
        int length = format.Columns[column].Length;
        string given = count is { } elements ? FormattableString.Invariant($"{elements} elements") : FormattableString.Invariant($"more than {length} elements");
        return Refused(JsonRowProblem.Value, FormattableString.Invariant($"'{format.Name(column)}' has {given}{In()}; give {length}"), column);
    }

    private readonly JsonRowException WrongElement(int column, int element) => Refused(
        JsonRowProblem.Value,
        FormattableString.Invariant($"'{format.Name(column)}[{element}]' is {Found(column)}{In()}; give a number that fits {format.Columns[column].Type}"),
        column);
}

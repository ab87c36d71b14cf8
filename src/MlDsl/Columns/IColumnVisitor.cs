using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Takes the columns of a row type one by one, each with what reads its value: code that knows rows only as a type parameter, such as a view for another
/// library, gets at typed values without reflection and without boxing. Columns are numbered like <see cref="DatasetSchema.Columns"/>.
/// </summary>
/// <remarks>The types of values are a closed set: what follows from a method and its type argument is all that a column can be.</remarks>
/// <typeparam name="TRow">The row type.</typeparam>
public interface IColumnVisitor<TRow>
{
    /// <summary>A column of texts; null is missing.</summary>
    void Text(int column, Func<TRow, string?> read);

    /// <summary>A column of values that are always there.</summary>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer of up to 64 bits, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="char"/>,
    /// <see cref="Guid"/>, <see cref="DateTime"/>, <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/> or <see cref="TimeSpan"/>.
    /// </typeparam>
    void Value<T>(int column, Func<TRow, T> read) where T : struct;

    /// <summary>A column of values that may be missing, of the same types.</summary>
    void Optional<T>(int column, Func<TRow, T?> read) where T : struct;

    /// <summary>A column of an enum's members.</summary>
    /// <param name="column">The column.</param>
    /// <param name="read">The number of the member, from 1, in the order of <paramref name="names"/>; 0 where it is missing, or a value without a name.</param>
    /// <param name="names">The members with distinct values, in the order of declaration.</param>
    void Class(int column, Func<TRow, int> read, IReadOnlyList<string> names);

    /// <summary>A column of vectors.</summary>
    void Vector<T>(int column, ElementsOf<TRow, T> read) where T : struct, INumberBase<T>;

    /// <summary>A column of vectors whose elements may be missing.</summary>
    void SparseVector<T>(int column, ElementsOf<TRow, T?> read) where T : struct, INumberBase<T>;
}

/// <summary>The elements of a vector of a row.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="T">The type of an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Elements<T> ElementsOf<in TRow, T>(TRow row);

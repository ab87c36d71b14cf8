using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Takes the columns of a row type one by one, each with what reads its value: code that knows rows only as a type parameter, such as a view for another
/// library, gets at typed values without reflection and without boxing. Columns are numbered like <see cref="DatasetSchema.Columns"/>.
/// </summary>
/// <remarks>
/// The types of values are a closed set: what follows from a method and its type arguments is all that a column can be. What reads a column is a type without
/// fields, <c>default(TColumn).Read(row)</c>, and not a delegate: code that takes it as a type argument is compiled for that column, with the property's access in it.
/// </remarks>
/// <typeparam name="TRow">The row type.</typeparam>
public interface IColumnVisitor<TRow>
{
    /// <summary>A column of texts; null is missing.</summary>
    void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?>;

    /// <summary>A column of values that are always there.</summary>
    /// <typeparam name="T">
    /// <see cref="bool"/>, an integer of up to 64 bits, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="char"/>,
    /// <see cref="Guid"/>, <see cref="DateTime"/>, <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/> or <see cref="TimeSpan"/>.
    /// </typeparam>
    /// <typeparam name="TColumn">What reads it.</typeparam>
    void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T>;

    /// <summary>A column of values that may be missing, of the same types.</summary>
    void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?>;

    /// <summary>A column of an enum's members.</summary>
    /// <param name="column">The column.</param>
    /// <param name="names">The members with distinct values, in the order of declaration.</param>
    /// <typeparam name="TColumn">What reads the number of the member, from 1, in the order of <paramref name="names"/>; 0 where it is missing, or a value without a name.</typeparam>
    void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int>;

    /// <summary>A column of vectors.</summary>
    void Vector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T>;

    /// <summary>A column of vectors whose elements may be missing.</summary>
    void SparseVector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?>;
}

/// <summary>Reads one column of a row; generated for each column.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="T">The type of a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnOf<TRow, T>
{
    /// <summary>The value of a row.</summary>
    T Read(TRow row);
}

/// <summary>Reads one column of vectors of a row; generated for each such column.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="T">The type of an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorColumnOf<TRow, T>
{
    /// <summary>The elements of a row's vector.</summary>
    Elements<T> Read(TRow row);
}

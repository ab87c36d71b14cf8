using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Takes the values of one input column by column, from generated code that names each property where it calls: nothing is looked up, boxed or allocated. Columns are numbered
/// like <see cref="DatasetSchema.Inputs"/>, what feature methods compute like <see cref="DatasetSchema.Features"/>.
/// </summary>
/// <remarks>
/// It is the counterpart of <see cref="IColumnReader"/>, which makes an input. <see cref="IColumnVisitor{TRow}"/> shows the columns of a row type, and not the values of a row. What is
/// given as <see cref="Value"/> is of a type that has no method of its own here: exact numbers, times and dates, integers above those of <see cref="long"/>, characters, identifiers.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IValueVisitor
{
    /// <summary>A number; null is missing.</summary>
    void Number(int column, float? value);

    /// <summary>A number; null is missing.</summary>
    void Number(int column, double? value);

    /// <summary>An integer; null is missing.</summary>
    void Integer(int column, long? value);

    /// <summary>A flag; null is missing.</summary>
    void Flag(int column, bool? value);

    /// <summary>A text, or the name of an enum's member; null is missing.</summary>
    void Text(int column, string? value);

    /// <summary>A vector, which may be missing.</summary>
    void Vector<T>(int column, Elements<T> value) where T : struct, INumberBase<T>;

    /// <summary>A vector whose elements may be missing, as may it itself.</summary>
    void SparseVector<T>(int column, Elements<T?> value) where T : struct, INumberBase<T>;

    /// <summary>A value of any other type.</summary>
    void Value(int column, in ColumnValue value);
}

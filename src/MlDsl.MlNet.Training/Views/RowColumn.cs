using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Columns;

namespace MlDsl.MlNet;

/// <summary>A column of a view: its name and type, and what reads its value of the row that a cursor stands on.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">ML.NET's type.</param>
/// <param name="annotations">What else is known of it; null for nothing.</param>
internal abstract class RowColumn<TRow>(string name, DataViewType type, DataViewSchema.Annotations? annotations = null)
{
    public string Name => name;

    public DataViewType Type => type;

    public DataViewSchema.Annotations? Annotations => annotations;

    /// <summary>A getter of the exact type, with whatever it needs for itself: cursors are read by threads of their own.</summary>
    public abstract Delegate Getter(RowCursor<TRow> cursor);
}

/// <summary>A column whose values are ML.NET's own. Its getter is compiled for it, with the access of the row's property in it: a call for a value, and no second one.</summary>
internal sealed class ValueColumn<TRow, T, TColumn>(string name, DataViewType type, DataViewSchema.Annotations? annotations = null) : RowColumn<TRow>(name, type, annotations)
    where TColumn : struct, IColumnOf<TRow, T>
{
    public override Delegate Getter(RowCursor<TRow> cursor) => new ValueGetter<T>((ref T value) => value = default(TColumn).Read(cursor.Current));
}

/// <summary>A column whose values depend on where the cursor stands, such as on the number of the row.</summary>
internal sealed class CursorColumn<TRow, T>(string name, DataViewType type, Func<RowCursor<TRow>, T> read, DataViewSchema.Annotations? annotations = null)
    : RowColumn<TRow>(name, type, annotations)
{
    public override Delegate Getter(RowCursor<TRow> cursor)
    {
        Func<RowCursor<TRow>, T> own = read;
        return new ValueGetter<T>((ref T value) => value = own(cursor));
    }
}

/// <summary>A column of texts; one that is missing is empty, as ML.NET has it.</summary>
internal sealed class TextColumn<TRow, TColumn>(string name) : RowColumn<TRow>(name, TextDataViewType.Instance) where TColumn : struct, IColumnOf<TRow, string?>
{
    public override Delegate Getter(RowCursor<TRow> cursor) => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = default(TColumn).Read(cursor.Current).AsMemory());
}

/// <summary>A column of vectors of one length, whose elements are ML.NET's own.</summary>
internal sealed class VectorColumn<TRow, T, TColumn>(string name, PrimitiveDataViewType element, int length) : RowColumn<TRow>(name, new VectorDataViewType(element, length))
    where TColumn : struct, IVectorColumnOf<TRow, T>
{
    public override Delegate Getter(RowCursor<TRow> cursor) => new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) =>
    {
        Elements<T> elements = default(TColumn).Read(cursor.Current);
        if (elements.Length != length) throw VectorLength.Problem(Name, elements.Length, length);
        // Whoever reads row after row brings the vector that has been filled before.
        if (value.IsDense && value.Length == length)
        {
            elements.CopyTo(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(value.GetValues()), length));
            return;
        }
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, length);
        elements.CopyTo(editor.Values);
        value = editor.Commit();
    });
}

/// <summary>A column of vectors that become other numbers: where an element or the whole is missing, NaN.</summary>
/// <param name="name">Its name.</param>
/// <param name="element">ML.NET's type of an element.</param>
/// <param name="length">The number of elements.</param>
/// <param name="convert">An element as ML.NET has it.</param>
/// <param name="missing">What stands for one that is missing.</param>
internal sealed class ConvertedVectorColumn<TRow, T, TOut, TColumn>(string name, PrimitiveDataViewType element, int length, Func<T, TOut> convert, TOut missing)
    : RowColumn<TRow>(name, new VectorDataViewType(element, length))
    where TColumn : struct, IVectorColumnOf<TRow, T>
{
    public override Delegate Getter(RowCursor<TRow> cursor) => new ValueGetter<VBuffer<TOut>>((ref VBuffer<TOut> value) =>
    {
        Elements<T> elements = default(TColumn).Read(cursor.Current);
        VBufferEditor<TOut> editor = VBufferEditor.Create(ref value, length);
        if (elements.IsMissing)
        {
            editor.Values.Fill(missing);
        }
        else
        {
            if (elements.Length != length) throw VectorLength.Problem(Name, elements.Length, length);
            for (int i = 0; i < length; i++) editor.Values[i] = convert(elements[i]);
        }
        value = editor.Commit();
    });
}

/// <summary>Holds vectors against the length of their column.</summary>
internal static class VectorLength
{
    /// <summary>That it is another.</summary>
    public static InvalidValueException Problem(string column, int given, int length) =>
        new(column, FormattableString.Invariant($"'{column}' has {given} elements, and its column {length}; give {length}, or declare another Length"));
}

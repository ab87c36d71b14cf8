using System.Numerics;
using System.Runtime.CompilerServices;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Writes what is profiled of the values of one row into a block: numbers and texts, or the cells of the texts where the layout knows them.</summary>
/// <remarks>What is usual is inlined into the generated code that calls; anything else is a call.</remarks>
/// <param name="places">Where each column lies.</param>
/// <param name="block">The block.</param>
/// <param name="row">The row of it.</param>
internal readonly struct ProfiledRow(ProfilePlace[] places, ProfileBlock block, int row) : IValueVisitor
{
    private readonly ProfilePlace[] places = places;
    private readonly float[] numbers = block.Numbers;
    private readonly string?[] texts = block.Texts;
    private readonly byte[] cells = block.Cells;
    private readonly int row = row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(int column, float? value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Form == ProfiledForm.Value) numbers[place.Start + row] = value ?? float.NaN;
        else Other(column, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(int column, double? value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Form == ProfiledForm.Value) numbers[place.Start + row] = value is { } known ? ProfiledColumn.Narrow(known) : float.NaN;
        else Other(column, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(int column, long? value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Form == ProfiledForm.Value) numbers[place.Start + row] = value ?? float.NaN;
        else Other(column, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flag(int column, bool? value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Finder is { } finder) cells[place.Start + row] = finder.CellOf(value);
        else if (place.Form == ProfiledForm.Category) texts[place.Start + row] = value is { } known ? ProfiledColumn.TextOf(known) : null;
        else Other(column, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text(int column, string? value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Finder is { } finder) cells[place.Start + row] = (byte)finder.CellOf(value);
        else if (place.Form == ProfiledForm.Category) texts[place.Start + row] = value;
        else Other(column, value);
    }

    public void Vector<T>(int column, Elements<T> value) where T : struct, INumberBase<T>
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Form == ProfiledForm.Norm) numbers[place.Start + row] = ProfiledColumn.NormOf(value);
    }

    public void SparseVector<T>(int column, Elements<T?> value) where T : struct, INumberBase<T>
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Form == ProfiledForm.Norm) numbers[place.Start + row] = ProfiledColumn.NormOf(value);
    }

    public void Value(int column, in ColumnValue value)
    {
        ref readonly ProfilePlace place = ref places[column];
        if (place.Column is not { } profiled) return;
        if (profiled.Kind == ColumnProfileKind.Number) numbers[place.Start + row] = profiled.NumberOf(in value);
        else if (place.Finder is { } finder) cells[place.Start + row] = (byte)finder.CellOf(profiled.TextOf(in value));
        else texts[place.Start + row] = profiled.TextOf(in value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Other(int column, double? value) => Value(column, ColumnValues.Of(value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Other(int column, long? value) => Value(column, ColumnValues.Of(value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Other(int column, bool? value) => Value(column, ColumnValues.Of(value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Other(int column, string? value) => Value(column, ColumnValues.Of(value));
}

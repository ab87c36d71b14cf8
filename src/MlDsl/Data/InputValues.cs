using System.Numerics;
using MlDsl.Columns;

namespace MlDsl;

/// <summary>The values of an input for code that knows columns by their numbers and names.</summary>
internal static class InputValues
{
    /// <summary>The value of a column.</summary>
    /// <param name="input">The input.</param>
    /// <param name="column">The column, numbered like <see cref="DatasetSchema.Inputs"/>.</param>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not show its values.</exception>
    public static ColumnValue Of<TRow, TInput>(in TInput input, int column) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        var one = new One(column);
        TRow.VisitInput(in input, ref one);
        return one.Found;
    }

    /// <summary>The value of a column, or of a feature method.</summary>
    /// <param name="input">The input.</param>
    /// <param name="member">The column's property, or the method.</param>
    /// <exception cref="ArgumentException">The input has none of the name.</exception>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not show its values.</exception>
    public static ColumnValue Of<TRow, TInput>(in TInput input, string member) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        int column = PlaceOf(TRow.Schema.Inputs, member);
        if (column >= 0) return Of<TRow, TInput>(in input, column);
        int feature = PlaceOf(TRow.Schema.Features, member);
        if (feature < 0) throw new ArgumentException($"'{TRow.Schema.Name}' has no input and no feature '{member}'", nameof(member));
        var one = new One(feature);
        TRow.VisitFeatures(in input, ref one);
        return one.Found;
    }

    private static int PlaceOf(IReadOnlyList<ColumnSchema> columns, string member)
    {
        for (int i = 0; i < columns.Count; i++)
            if (columns[i].Member == member) return i;
        return -1;
    }

    // Of all values the wanted one.
    private struct One(int wanted) : IValueVisitor
    {
        public ColumnValue Found { get; private set; }

        public void Number(int column, float? value)
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Number(int column, double? value)
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Integer(int column, long? value)
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Flag(int column, bool? value)
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Text(int column, string? value)
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Vector<T>(int column, Elements<T> value) where T : struct, INumberBase<T>
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void SparseVector<T>(int column, Elements<T?> value) where T : struct, INumberBase<T>
        {
            if (column == wanted) Found = ColumnValues.Of(value);
        }

        public void Value(int column, in ColumnValue value)
        {
            if (column == wanted) Found = value;
        }
    }
}

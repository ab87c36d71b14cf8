using System.Numerics;
using Microsoft.ML.Data;
using MlDsl.Columns;

namespace MlDsl.MlNet;

/// <summary>Gathers the columns of a row type as those of a view, each of ML.NET's exact type. Generated code calls it; there is no reflection.</summary>
internal readonly struct RowColumns<TRow>(DatasetSchema schema) : IColumnVisitor<TRow>
{
    /// <summary>The columns that were visited, in their order.</summary>
    public List<RowColumn<TRow>> Columns { get; } = [];

    public void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?> => Columns.Add(new TextColumn<TRow, TColumn>(Name(column)));

    public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int> =>
        Columns.Add(new ValueColumn<TRow, uint, KeyColumn<TRow, TColumn>>(Name(column), new KeyDataViewType(typeof(uint), Math.Max(1, names.Count)), Names.OfKeys(names)));

    // Types are compared, so that of all branches one is compiled for a column.
    public void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T>
    {
        string name = Name(column);
        if (typeof(T) == typeof(Half)) Columns.Add(new ValueColumn<TRow, float, Converted<TRow, T, float, TColumn>>(name, NumberDataViewType.Single));
        else if (typeof(T) == typeof(decimal)) Columns.Add(new ValueColumn<TRow, double, Converted<TRow, T, double, TColumn>>(name, NumberDataViewType.Double));
        else if (typeof(T) == typeof(DateOnly)) Columns.Add(new ValueColumn<TRow, DateTime, Converted<TRow, T, DateTime, TColumn>>(name, DateTimeDataViewType.Instance));
        else if (typeof(T) == typeof(TimeOnly)) Columns.Add(new ValueColumn<TRow, TimeSpan, Converted<TRow, T, TimeSpan, TColumn>>(name, TimeSpanDataViewType.Instance));
        else if (typeof(T) == typeof(char) || typeof(T) == typeof(Guid)) Columns.Add(new TextColumn<TRow, Spelled<TRow, T, TColumn>>(name));
        else Columns.Add(new ValueColumn<TRow, T, TColumn>(name, ElementTypes.Of<T>() ?? throw Unknown<T>(name)));
    }

    public void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?>
    {
        string name = Name(column);
        if (typeof(T) == typeof(bool) || ElementTypes.FitsSingle<T>()) Columns.Add(new ValueColumn<TRow, float, OrMissing<TRow, T, float, TColumn>>(name, NumberDataViewType.Single));
        else if (ElementTypes.FitsDouble<T>()) Columns.Add(new ValueColumn<TRow, double, OrMissing<TRow, T, double, TColumn>>(name, NumberDataViewType.Double));
        else if (typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateOnly)) Columns.Add(new ValueColumn<TRow, DateTime, OrMissing<TRow, T, DateTime, TColumn>>(name, DateTimeDataViewType.Instance));
        else if (typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(TimeOnly)) Columns.Add(new ValueColumn<TRow, TimeSpan, OrMissing<TRow, T, TimeSpan, TColumn>>(name, TimeSpanDataViewType.Instance));
        else if (typeof(T) == typeof(DateTimeOffset)) Columns.Add(new ValueColumn<TRow, T, OrMissing<TRow, T, T, TColumn>>(name, DateTimeOffsetDataViewType.Instance));
        else if (typeof(T) == typeof(char) || typeof(T) == typeof(Guid)) Columns.Add(new TextColumn<TRow, SpelledOrMissing<TRow, T, TColumn>>(name));
        else throw Unknown<T>(name);
    }

    public void Vector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T>
    {
        // A vector that may be missing needs elements that can be.
        bool mayMiss = schema.Columns[column].Type.EndsWith('?');
        if (ElementTypes.Of<T>() is { } own && !mayMiss) Columns.Add(new VectorColumn<TRow, T, TColumn>(Name(column), own, Length(column)));
        else if (ElementTypes.FitsSingle<T>()) Columns.Add(new ConvertedVectorColumn<TRow, T, float, TColumn>(Name(column), NumberDataViewType.Single, Length(column), float.CreateTruncating, float.NaN));
        else Columns.Add(new ConvertedVectorColumn<TRow, T, double, TColumn>(Name(column), NumberDataViewType.Double, Length(column), double.CreateTruncating, double.NaN));
    }

    public void SparseVector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?>
    {
        if (ElementTypes.FitsSingle<T>())
            Columns.Add(new ConvertedVectorColumn<TRow, T?, float, TColumn>(Name(column), NumberDataViewType.Single, Length(column), static e => e is { } known ? float.CreateTruncating(known) : float.NaN, float.NaN));
        else
            Columns.Add(new ConvertedVectorColumn<TRow, T?, double, TColumn>(Name(column), NumberDataViewType.Double, Length(column), static e => e is { } known ? double.CreateTruncating(known) : double.NaN, double.NaN));
    }

    private static NotSupportedException Unknown<T>(string name) => new($"The column '{name}' has values of {typeof(T)}, of which ML.NET has no columns");

    private string Name(int column) => schema.Columns[column].Member;

    private int Length(int column) => schema.Columns[column].Length;
}

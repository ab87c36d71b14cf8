using System.Numerics;
using Microsoft.ML.Data;
using MlDsl.Columns;

namespace MlDsl.MlNet;

/// <summary>Gathers the columns of a row type as those of a view, each of ML.NET's exact type. Generated code calls it; there is no reflection.</summary>
internal readonly struct RowColumns<TRow>(DatasetSchema schema) : IColumnVisitor<TRow>
{
    /// <summary>The columns that were visited, in their order.</summary>
    public List<RowColumn<TRow>> Columns { get; } = [];

    public void Text(int column, Func<TRow, string?> read) => Columns.Add(new TextColumn<TRow>(Name(column), read));

    public void Class(int column, Func<TRow, int> read, IReadOnlyList<string> names) => Columns.Add(new ValueColumn<TRow, uint>(
        Name(column), new KeyDataViewType(typeof(uint), Math.Max(1, names.Count)), row => (uint)read(row), Names.OfKeys(names)));

    // The types of one width are dispatched once, when a view is made.
    public void Value<T>(int column, Func<TRow, T> read) where T : struct
    {
        string name = Name(column);
        Columns.Add(ElementTypes.Of<T>() is { } own
            ? new ValueColumn<TRow, T>(name, own, read)
            : read switch
            {
                Func<TRow, Half> half => new ValueColumn<TRow, float>(name, NumberDataViewType.Single, row => (float)half(row)),
                Func<TRow, decimal> exact => new ValueColumn<TRow, double>(name, NumberDataViewType.Double, row => (double)exact(row)),
                Func<TRow, DateOnly> date => new ValueColumn<TRow, DateTime>(name, DateTimeDataViewType.Instance, row => date(row).ToDateTime(default)),
                Func<TRow, TimeOnly> hour => new ValueColumn<TRow, TimeSpan>(name, TimeSpanDataViewType.Instance, row => hour(row).ToTimeSpan()),
                Func<TRow, char> character => new TextColumn<TRow>(name, row => CharacterTexts.Of(character(row))),
                Func<TRow, Guid> identifier => new TextColumn<TRow>(name, row => identifier(row).ToString()),
                _ => throw Unknown<T>(name),
            });
    }

    public void Optional<T>(int column, Func<TRow, T?> read) where T : struct
    {
        string name = Name(column);
        Columns.Add(read switch
        {
            Func<TRow, bool?> flag => new ValueColumn<TRow, float>(name, NumberDataViewType.Single, row => flag(row) switch { true => 1, false => 0, null => float.NaN }),
            Func<TRow, float?> number => new ValueColumn<TRow, float>(name, NumberDataViewType.Single, row => number(row) ?? float.NaN),
            Func<TRow, double?> number => new ValueColumn<TRow, double>(name, NumberDataViewType.Double, row => number(row) ?? double.NaN),
            Func<TRow, Half?> number => Single(name, number),
            Func<TRow, sbyte?> number => Single(name, number),
            Func<TRow, byte?> number => Single(name, number),
            Func<TRow, short?> number => Single(name, number),
            Func<TRow, ushort?> number => Single(name, number),
            Func<TRow, int?> number => Double(name, number),
            Func<TRow, uint?> number => Double(name, number),
            Func<TRow, long?> number => Double(name, number),
            Func<TRow, ulong?> number => Double(name, number),
            Func<TRow, decimal?> number => Double(name, number),
            Func<TRow, DateTime?> time => new ValueColumn<TRow, DateTime>(name, DateTimeDataViewType.Instance, row => time(row) ?? default),
            Func<TRow, DateTimeOffset?> time => new ValueColumn<TRow, DateTimeOffset>(name, DateTimeOffsetDataViewType.Instance, row => time(row) ?? default),
            Func<TRow, TimeSpan?> duration => new ValueColumn<TRow, TimeSpan>(name, TimeSpanDataViewType.Instance, row => duration(row) ?? TimeSpan.MinValue),
            Func<TRow, DateOnly?> date => new ValueColumn<TRow, DateTime>(name, DateTimeDataViewType.Instance, row => (date(row) ?? default).ToDateTime(default)),
            Func<TRow, TimeOnly?> hour => new ValueColumn<TRow, TimeSpan>(name, TimeSpanDataViewType.Instance, row => hour(row)?.ToTimeSpan() ?? TimeSpan.MinValue),
            Func<TRow, char?> character => new TextColumn<TRow>(name, row => character(row) is { } known ? CharacterTexts.Of(known) : null),
            Func<TRow, Guid?> identifier => new TextColumn<TRow>(name, row => identifier(row)?.ToString()),
            _ => throw Unknown<T>(name),
        });
    }

    public void Vector<T>(int column, ElementsOf<TRow, T> read) where T : struct, INumberBase<T>
    {
        // A vector that may be missing needs elements that can be.
        bool mayMiss = schema.Columns[column].Type.EndsWith('?');
        if (ElementTypes.Of<T>() is { } own && !mayMiss) Columns.Add(new VectorColumn<TRow, T>(Name(column), own, Length(column), read));
        else if (ElementTypes.FitsSingle<T>()) Columns.Add(new ConvertedVectorColumn<TRow, T, float>(Name(column), NumberDataViewType.Single, Length(column), read, float.CreateTruncating, float.NaN));
        else Columns.Add(new ConvertedVectorColumn<TRow, T, double>(Name(column), NumberDataViewType.Double, Length(column), read, double.CreateTruncating, double.NaN));
    }

    public void SparseVector<T>(int column, ElementsOf<TRow, T?> read) where T : struct, INumberBase<T>
    {
        if (ElementTypes.FitsSingle<T>())
            Columns.Add(new ConvertedVectorColumn<TRow, T?, float>(Name(column), NumberDataViewType.Single, Length(column), read, static e => e is { } known ? float.CreateTruncating(known) : float.NaN, float.NaN));
        else
            Columns.Add(new ConvertedVectorColumn<TRow, T?, double>(Name(column), NumberDataViewType.Double, Length(column), read, static e => e is { } known ? double.CreateTruncating(known) : double.NaN, double.NaN));
    }

    private static ValueColumn<TRow, float> Single<T>(string name, Func<TRow, T?> read) where T : struct, INumberBase<T> =>
        new(name, NumberDataViewType.Single, row => read(row) is { } known ? float.CreateTruncating(known) : float.NaN);

    private static ValueColumn<TRow, double> Double<T>(string name, Func<TRow, T?> read) where T : struct, INumberBase<T> =>
        new(name, NumberDataViewType.Double, row => read(row) is { } known ? double.CreateTruncating(known) : double.NaN);

    private static NotSupportedException Unknown<T>(string name) => new($"The column '{name}' has values of {typeof(T)}, of which ML.NET has no columns");

    private string Name(int column) => schema.Columns[column].Member;

    private int Length(int column) => schema.Columns[column].Length;
}

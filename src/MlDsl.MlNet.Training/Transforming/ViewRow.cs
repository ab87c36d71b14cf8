using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.MlNet;

/// <summary>The row of a table that a cursor stands on, as generated code reads an input.</summary>
/// <param name="columns">The columns of the inputs, in their order.</param>
internal readonly struct ViewRow(InputColumn[] columns) : IColumnReader
{
    public string Text(int column) => TextOrEmpty(column) ?? throw columns[column].Missing();

    public string? TextOrNull(int column) => TextOrEmpty(column) is { Length: > 0 } text ? text : null;

    public bool Flag(int column) => FlagOrNull(column) ?? throw columns[column].Missing();

    public bool? FlagOrNull(int column) => columns[column].Flag();

    public T Number<T>(int column) where T : struct, INumberBase<T> => columns[column].Number<T>() ?? NotANumber<T>(columns[column]);

    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T> => columns[column].Number<T>();

    public T Enumeration<T>(int column) where T : struct, Enum => EnumerationOrNull<T>(column) ?? throw columns[column].Missing();

    public T? EnumerationOrNull<T>(int column) where T : struct, Enum => TextOrNull(column) is not { } name ? null
        : EnumNames<T>.All.TryGetValue(name, out T member) ? member
        : throw columns[column].Wrong($"'{Visible.Of(name)}'", $"a member of {typeof(T).Name}");

    public char Character(int column) => CharacterOrNull(column) ?? throw columns[column].Missing();

    public char? CharacterOrNull(int column) => TextOrNull(column) is not { } text ? null : text.Length == 1 ? text[0] : throw columns[column].Wrong($"'{Visible.Of(text)}'", "one character");

    public Guid Guid(int column) => GuidOrNull(column) ?? throw columns[column].Missing();

    public Guid? GuidOrNull(int column) => TextOrNull(column) is not { } text ? null : System.Guid.TryParse(text, out Guid id) ? id : throw columns[column].Wrong($"'{Visible.Of(text)}'", "an identifier");

    public DateTime DateTime(int column) => columns[column].Time();

    public DateTime? DateTimeOrNull(int column) => columns[column].Time() is var time && time != default ? time : null;

    public DateTimeOffset DateTimeOffset(int column) => columns[column].OffsetTime();

    public DateTimeOffset? DateTimeOffsetOrNull(int column) => columns[column].OffsetTime() is var time && time != default ? time : null;

    public DateOnly DateOnly(int column) => Date(column, columns[column].Time());

    public DateOnly? DateOnlyOrNull(int column) => DateTimeOrNull(column) is { } time ? Date(column, time) : null;

    public TimeOnly TimeOnly(int column) => columns[column].Duration() is var hour && hour >= System.TimeSpan.Zero && hour.Ticks < System.TimeSpan.TicksPerDay
        ? System.TimeOnly.FromTimeSpan(hour)
        : throw columns[column].Wrong(FormattableString.Invariant($"{hour}"), "the hour of a clock");

    public TimeOnly? TimeOnlyOrNull(int column) => columns[column].Duration() == System.TimeSpan.MinValue ? null : TimeOnly(column);

    public TimeSpan TimeSpan(int column) => columns[column].Duration();

    public TimeSpan? TimeSpanOrNull(int column) => columns[column].Duration() is var duration && duration != System.TimeSpan.MinValue ? duration : null;

    public T[] Vector<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> => Filled<T>(column, columns[column].Vector<T>(), takesNaN);

    public T[]? VectorOrNull<T>(int column, bool takesNaN = false) where T : struct, INumberBase<T> =>
        columns[column].Vector<T>() is var elements && Array.TrueForAll(elements, static element => element is null) ? null : Filled<T>(column, elements, takesNaN);

    public T?[] SparseVector<T>(int column) where T : struct, INumberBase<T> => columns[column].Vector<T>();

    public T?[]? SparseVectorOrNull<T>(int column) where T : struct, INumberBase<T> =>
        columns[column].Vector<T>() is var elements && Array.TrueForAll(elements, static element => element is null) ? null : elements;

    private DateOnly Date(int column, DateTime time) =>
        time.TimeOfDay == default ? System.DateOnly.FromDateTime(time) : throw columns[column].Wrong(FormattableString.Invariant($"{time:O}"), "a date without a time of the day");

    private string? TextOrEmpty(int column) => columns[column].Text();

    private T[] Filled<T>(int column, T?[] elements, bool takesNaN) where T : struct, INumberBase<T>
    {
        InputColumn own = columns[column];
        return Array.ConvertAll(elements, element => element ?? (takesNaN ? NotANumber<T>(own) : throw own.Missing()));
    }

    // A property of a type that has it holds NaN, and the features say what they think of it.
    private static T NotANumber<T>(InputColumn column) where T : struct, INumberBase<T> => T.CreateSaturating(double.NaN) is var value && T.IsNaN(value) ? value : throw column.Missing();

    private static class EnumNames<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> All = Enum.GetNames<T>().ToDictionary(static name => name, static name => Enum.Parse<T>(name), StringComparer.Ordinal);
    }
}

using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Plans;

namespace MlDsl.MlNet;

/// <summary>Where an input of a model lies in a table, and how it is read there.</summary>
/// <param name="Index">The place of the column.</param>
/// <param name="On">Reads the column of a row.</param>
internal sealed record InputBinding(int Index, Func<DataViewRow, InputColumn> On)
{
    /// <summary>Looks for the columns of inputs: all by the properties' names, else all by those of the file's header.</summary>
    /// <exception cref="ArgumentException">There is none, or it is of another type; the message names it and says what is wanted.</exception>
    public static InputBinding[] Of(IReadOnlyList<ColumnSchema> inputs, DataViewSchema schema)
    {
        bool isByHeader = inputs.Any(input => schema.GetColumnOrNull(input.Member) is null) && inputs.All(input => schema.GetColumnOrNull(input.Name) is not null);
        return [.. inputs.Select(input => Of(input, schema, isByHeader ? input.Name : input.Member))];
    }

    private static InputBinding Of(ColumnSchema input, DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"The model needs the column '{input.Member}', a {input.Type}, which is not among {string.Join(", ", schema.Where(static own => !own.IsHidden).Select(static own => $"'{own.Name}'"))}; rename a column, or give it. Either all columns go by the names of properties, or all by those of the file's header", nameof(schema));
        Func<DataViewRow, DataViewSchema.Column, InputColumn>? reader = input.Length > 0 ? OfVector(input, column.Type) : OfValue(input, column);
        return reader is null
            ? throw new ArgumentException($"The column '{column.Name}' is a {column.Type}, and the model's property '{input.Member}' a {input.Type}{(input.Length > 0 ? $" of {input.Length}" : "")}: give {Wanted(input)}", nameof(schema))
            : new InputBinding(column.Index, row => reader(row, row.Schema[column.Index]));
    }

    private static Func<DataViewRow, DataViewSchema.Column, InputColumn>? OfValue(ColumnSchema input, DataViewSchema.Column column)
    {
        string name = input.Member;
        return (KindOf(input), column.Type) switch
        {
            (Kind.Number or Kind.Flag, NumberDataViewType) => OfNumber(name, column.Type.RawType),
            (Kind.Flag, BooleanDataViewType) => (row, at) => new FlagInput(name, row.GetGetter<bool>(at)),
            (Kind.Text, TextDataViewType) => (row, at) => new TextInput(name, row.GetGetter<ReadOnlyMemory<char>>(at)),
            (Kind.Text, KeyDataViewType) when column.HasKeyValues() && NamesOf(column) is { } names => OfKey(name, column.Type.RawType, names),
            (Kind.Time, DateTimeDataViewType) => (row, at) => new TimeInput(name, row.GetGetter<DateTime>(at)),
            (Kind.OffsetTime, DateTimeOffsetDataViewType) => (row, at) => new OffsetTimeInput(name, row.GetGetter<DateTimeOffset>(at)),
            (Kind.Duration, TimeSpanDataViewType) => (row, at) => new DurationInput(name, row.GetGetter<TimeSpan>(at)),
            _ => null,
        };
    }

    private static Func<DataViewRow, DataViewSchema.Column, InputColumn>? OfVector(ColumnSchema input, DataViewType type) => type is VectorDataViewType { ItemType: NumberDataViewType element } vector && vector.Size == input.Length
        ? Visit(element.RawType, new Vectors(input.Member, input.Length))
        : null;

    private static Func<DataViewRow, DataViewSchema.Column, InputColumn>? OfNumber(string name, Type type) => Visit(type, new Numbers(name));

    private static Func<DataViewRow, DataViewSchema.Column, InputColumn>? OfKey(string name, Type type, string[] names) =>
        type == typeof(uint) ? (row, at) => new KeyInput<uint>(name, row.GetGetter<uint>(at), names)
        : type == typeof(ushort) ? (row, at) => new KeyInput<ushort>(name, row.GetGetter<ushort>(at), names)
        : type == typeof(byte) ? (row, at) => new KeyInput<byte>(name, row.GetGetter<byte>(at), names)
        : (row, at) => new KeyInput<ulong>(name, row.GetGetter<ulong>(at), names);

    private static string[]? NamesOf(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema["KeyValues"].Type is not VectorDataViewType { ItemType: TextDataViewType }) return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(static name => name.ToString())];
    }

    private static Func<DataViewRow, DataViewSchema.Column, InputColumn>? Visit(Type type, IMaker maker) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => maker.Make<float>(),
        TypeCode.Double => maker.Make<double>(),
        TypeCode.SByte => maker.Make<sbyte>(),
        TypeCode.Byte => maker.Make<byte>(),
        TypeCode.Int16 => maker.Make<short>(),
        TypeCode.UInt16 => maker.Make<ushort>(),
        TypeCode.Int32 => maker.Make<int>(),
        TypeCode.UInt32 => maker.Make<uint>(),
        TypeCode.Int64 => maker.Make<long>(),
        TypeCode.UInt64 => maker.Make<ulong>(),
        _ => null,
    };

    private static Kind KindOf(ColumnSchema input) => DeclaredType.Of(input).Name switch
    {
        "bool" => Kind.Flag,
        "float" or "double" or "decimal" or "System.Half" or "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" => Kind.Number,
        "System.DateTime" or "System.DateOnly" => Kind.Time,
        "System.DateTimeOffset" => Kind.OffsetTime,
        "System.TimeOnly" or "System.TimeSpan" => Kind.Duration,
        // Texts, characters, identifiers, and enums by their members' names.
        _ => Kind.Text,
    };

    private static string Wanted(ColumnSchema input) => input.Length > 0
        ? FormattableString.Invariant($"a vector of {input.Length} numbers")
        : KindOf(input) switch
        {
            Kind.Number => "a column of numbers",
            Kind.Flag => "a Boolean, or numbers of which 0 is false and 1 is true",
            Kind.Time => "a DateTime",
            Kind.OffsetTime => "a DateTimeOffset",
            Kind.Duration => "a TimeSpan",
            _ => "a Text, or a key with texts for its values",
        };

    private enum Kind
    {
        Text,
        Flag,
        Number,
        Time,
        OffsetTime,
        Duration,
    }

    /// <summary>Makes what reads a column of one type of numbers.</summary>
    private interface IMaker
    {
        Func<DataViewRow, DataViewSchema.Column, InputColumn> Make<T>() where T : struct, INumberBase<T>;
    }

    private sealed class Numbers(string name) : IMaker
    {
        public Func<DataViewRow, DataViewSchema.Column, InputColumn> Make<T>() where T : struct, INumberBase<T>
        {
            string own = name;
            return (row, at) => new NumberInput<T>(own, row.GetGetter<T>(at));
        }
    }

    private sealed class Vectors(string name, int length) : IMaker
    {
        public Func<DataViewRow, DataViewSchema.Column, InputColumn> Make<T>() where T : struct, INumberBase<T>
        {
            (string own, int wanted) = (name, length);
            return (row, at) => new VectorInput<T>(own, row.GetGetter<VBuffer<T>>(at), wanted);
        }
    }
}

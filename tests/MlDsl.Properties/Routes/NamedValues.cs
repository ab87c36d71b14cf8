using MlDsl.Columns;
using MlDsl.Properties.Schemas;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Routes;

/// <summary>The values of a row by the names of columns and feature methods, as a caller without its types has them.</summary>
/// <param name="schema">The schema.</param>
/// <param name="bridge">Its model.</param>
/// <param name="members">What the model takes, in its order.</param>
internal sealed class NamedValues(MadeSchema schema, Bridge bridge, IReadOnlyList<string> members)
{
    // The members of enums, by their numbers.
    private static readonly Dictionary<string, Dictionary<long, string>> Members = new()
    {
        ["Color"] = new() { [0] = "Red", [1] = "Green", [2] = "Blue", [3] = "checked" },
        ["Signed"] = new() { [-7] = "Low", [3] = "Middle", [4000] = "High" },
        ["Wide"] = new() { [0] = "None", [-1] = "Last" },
    };

    private readonly Dictionary<string, MadeColumn> columns = schema.Columns.ToDictionary(static c => c.Member, StringComparer.Ordinal);

    /// <summary>
    /// The value of each of the members: those of feature methods are computed, or <see cref="NotGiven"/>. Null is missing; enums are their
    /// names.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The schema has no such member.</exception>
    public object?[] Of(object?[] row)
    {
        Dictionary<string, object?> values = [];
        for (int i = 0; i < schema.Columns.Count; i++) values[schema.Columns[i].Member] = Of(schema.Columns[i], row[i]);
        foreach (MadeMethod method in schema.Methods)
            values[method.Name] = method.Arguments.All(a => IsTaken(a, values[a])) ? Computed(method, row, values) : NotGiven.Value;
        return [.. members.Select(member => values[member])];
    }

    private object? Computed(MadeMethod method, object?[] row, Dictionary<string, object?> values)
    {
        try
        {
            object? computed = bridge.Compute(method.Name, row, values);
            return Of(method.Type, computed);
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException or InvalidOperationException)
        {
            return NotGiven.Value;
        }
    }

    // What the row's own code looks at before it calls a method.
    private bool IsTaken(string argument, object? value) => value switch
    {
        NotGiven or DateTime { Kind: DateTimeKind.Local } => false,
        null => !columns.TryGetValue(argument, out MadeColumn? column) || column.IsNullable,
        _ => !columns.TryGetValue(argument, out MadeColumn? column) || column.Length == 0 || Containers.Singles(value).Length == column.Length,
    };

    public static ColumnValue Column(object? value) => value switch
    {
        null => ColumnValue.Missing,
        bool v => ColumnValue.Flag(v),
        float v => ColumnValue.Number(v),
        double v => ColumnValue.Number(v),
        Half v => ColumnValue.Number((double)v),
        decimal v => ColumnValue.Number(v),
        ulong v => ColumnValue.Integer(v),
        sbyte or byte or short or ushort or int or uint or long => ColumnValue.Integer(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        string v => ColumnValue.Text(v),
        char v => ColumnValue.Text(v.ToString()),
        Guid v => ColumnValue.Text(v.ToString()),
        DateTime v => ColumnValue.Time(v),
        DateTimeOffset v => ColumnValue.Time(v),
        DateOnly v => ColumnValue.Date(v),
        TimeOnly v => ColumnValue.Time(v),
        TimeSpan v => ColumnValue.Integer(v.Ticks),
        _ => ColumnValue.Vector(Containers.Singles(value)),
    };

    /// <summary>Whether a value of an enum has a name.</summary>
    public static bool IsNamed(string type, EnumNumber value) => Members[type].ContainsKey(value.Number);

    /// <summary>A column's value as its name has it: enums are their members' names.</summary>
    public static object? Of(MadeColumn column, object? value) => Of(column.Type, value);

    private static object? Of(string type, object? value) => value is EnumNumber member ? Named(type.TrimEnd('?'), member.Number) : value;

    private static string Named(string type, long number) => Members[type].TryGetValue(number, out string? name)
        ? name
        : type == "Wide" ? unchecked((ulong)number).ToString(System.Globalization.CultureInfo.InvariantCulture) : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using MlDsl.Generators.Columns;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>What an input of an exported graph takes of a data set's row.</summary>
/// <param name="Type">The type of the column, or what the feature method returns.</param>
/// <param name="IsComputed">Whether a feature method gives it.</param>
/// <param name="IsPresence">Whether the input takes whether there is a value, and not the value.</param>
/// <param name="IsNumeric">Whether the value is a number to the model, so that NaN is refused and null is missing.</param>
/// <param name="IsUtc">Whether times are read from the clock of UTC.</param>
internal sealed record RowValue(ColumnType Type, bool IsComputed, bool IsPresence, bool IsNumeric, bool IsUtc)
{
    private const string Columns = OnnxNames.Runtime + ".OnnxColumns";

    /// <summary>What stands for a missing value, as text; null where a second input or NaN does.</summary>
    public string? Sentinel { get; init; }

    /// <summary>Of a vector, whether elements may be missing.</summary>
    public bool MayMissElements { get; init; }

    /// <summary>Whether the graph computes a feature method of it, which tells NaN from a missing value and refuses a local time.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether what the file says of a missing value is a value of the type, and is said where one may be missing.</summary>
    public bool HasSense => Sentinel is null || (Type.IsNullable && Type.Kind switch
    {
        ValueKind.Text or ValueKind.Enumeration or ValueKind.Character or ValueKind.Guid => true,
        ValueKind.Integer => Type.IntegerLiteral(Sentinel) is not null,
        ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly => Sentinel == NoTime,
        _ => false,
    });

    private const string NoTime = "-1";

    /// <summary>The C# type of the tensor's elements; null where no tensor holds such values.</summary>
    public string? Element => IsPresence ? "bool" : Type.Kind switch
    {
        ValueKind.Text or ValueKind.Enumeration or ValueKind.Character or ValueKind.Guid => ElementTypes.Text,
        ValueKind.Flag => "bool",
        ValueKind.Integer => Type.Name,
        ValueKind.Floating => Type.Name == "decimal" ? "double" : Type.Name,
        ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly or ValueKind.TimeSpan => "long",
        ValueKind.Vector => "float",
        _ => null,
    };

    /// <summary>The element that <paramref name="given"/>, the column's value, becomes.</summary>
    public string Write(string given, string member)
    {
        if (IsPresence) return $"{given} is not null";
        if (IsRead && Type.Kind == ValueKind.DateTime) given = Type.Present(given, member);
        string name = Literals.Text(member), missing = Literals.Text(Sentinel ?? ""), ticks = $"{Sentinel ?? "0"}L";
        return (Type.Kind, Type.IsNullable) switch
        {
            (ValueKind.Text, true) when Sentinel is not null => $"{Columns}.Text({given}, {missing}, {name})",
            (ValueKind.Text, true) => $"{given} ?? {missing}",
            (ValueKind.Text, false) => Type.Present(given, member),
            (ValueKind.Enumeration, true) => $"({Type.EnumName(given)}) ?? {missing}",
            (ValueKind.Enumeration, false) => Type.EnumName(given),
            (ValueKind.Character or ValueKind.Guid, true) => $"{given}?.ToString() ?? {missing}",
            (ValueKind.Character or ValueKind.Guid, false) => $"{given}.ToString()",
            (ValueKind.Floating, _) => Number(given, name),
            (ValueKind.DateTime, true) when Sentinel is not null => $"{Columns}.Ticks({given}, {Literals.Flag(IsUtc)}, {name}, {ticks})",
            (ValueKind.DateTime, _) => $"{Columns}.Ticks({given}, {Literals.Flag(IsUtc)}, {name})",
            (ValueKind.DateOnly, true) when Sentinel is not null => $"({given}?.DayNumber * global::System.TimeSpan.TicksPerDay) ?? {ticks}",
            (ValueKind.DateOnly, true) => $"({given}?.DayNumber ?? 0) * global::System.TimeSpan.TicksPerDay",
            (ValueKind.DateOnly, false) => $"{given}.DayNumber * global::System.TimeSpan.TicksPerDay",
            // Of a DateTimeOffset those of the clock that it shows.
            (ValueKind.DateTimeOffset or ValueKind.TimeOnly or ValueKind.TimeSpan, true) => $"{given}?.Ticks ?? {ticks}",
            (ValueKind.DateTimeOffset or ValueKind.TimeOnly or ValueKind.TimeSpan, false) => $"{given}.Ticks",
            (ValueKind.Integer, true) when Sentinel is not null => $"{Columns}.Whole<{Type.Name}>({given}, {Type.IntegerLiteral(Sentinel)}, {name})",
            (_, true) => $"{given}.GetValueOrDefault()",
            _ => given,
        };
    }

    /// <summary>The elements that <paramref name="given"/>, a vector, becomes, in the memory <paramref name="into"/>.</summary>
    public string WriteVector(string given, string into, string member) =>
        $"{Columns}.Vector({VectorColumn.ElementsOf(given)}, {into}, {Literals.Flag(MayMissElements)}, {Literals.Text(member)})";

    private string Number(string given, string name)
    {
        string value = Type.Name == "decimal" ? $"(double{(Type.IsNullable ? "?" : "")}){given}" : given;
        if (!Type.IsNullable) return value;
        return IsNumeric || IsRead ? $"{Columns}.Number({value}, {name})" : $"{value} ?? {Element}.NaN";
    }
}

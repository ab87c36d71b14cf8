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

    /// <summary>The C# type of the tensor's elements; null where no tensor holds such values.</summary>
    public string? Element => IsPresence ? "bool" : Type.Kind switch
    {
        ValueKind.Text or ValueKind.Enumeration or ValueKind.Character or ValueKind.Guid => ElementTypes.Text,
        ValueKind.Flag => "bool",
        ValueKind.Integer => Type.Name,
        ValueKind.Floating => Type.Name == "decimal" ? "double" : Type.Name,
        ValueKind.DateTime or ValueKind.DateTimeOffset or ValueKind.DateOnly or ValueKind.TimeOnly => "long",
        _ => null,
    };

    /// <summary>The element that <paramref name="given"/>, the column's value, becomes.</summary>
    public string Write(string given, string member)
    {
        if (IsPresence) return $"{given} is not null";
        string name = Literals.Text(member);
        return (Type.Kind, Type.IsNullable) switch
        {
            (ValueKind.Text, true) => $"{given} ?? \"\"",
            (ValueKind.Text, false) => Type.Present(given, member),
            (ValueKind.Enumeration, true) => $"({Type.EnumName(given)}) ?? \"\"",
            (ValueKind.Enumeration, false) => Type.EnumName(given),
            (ValueKind.Character or ValueKind.Guid, true) => $"{given}?.ToString() ?? \"\"",
            (ValueKind.Character or ValueKind.Guid, false) => $"{given}.ToString()",
            (ValueKind.Floating, _) => Number(given, name),
            (ValueKind.DateTime, _) => $"{Columns}.Ticks({given}, {Literals.Flag(IsUtc)}, {name})",
            (ValueKind.DateOnly, true) => $"({given}?.DayNumber ?? 0) * global::System.TimeSpan.TicksPerDay",
            (ValueKind.DateOnly, false) => $"{given}.DayNumber * global::System.TimeSpan.TicksPerDay",
            // Of a DateTimeOffset those of the clock that it shows.
            (ValueKind.DateTimeOffset or ValueKind.TimeOnly, true) => $"{given}?.Ticks ?? 0L",
            (ValueKind.DateTimeOffset or ValueKind.TimeOnly, false) => $"{given}.Ticks",
            (_, true) => $"{given}.GetValueOrDefault()",
            _ => given,
        };
    }

    private string Number(string given, string name)
    {
        string value = Type.Name == "decimal" ? $"(double{(Type.IsNullable ? "?" : "")}){given}" : given;
        if (!Type.IsNullable) return value;
        return IsNumeric ? $"{Columns}.Number({value}, {name})" : $"{value} ?? {Element}.NaN";
    }
}

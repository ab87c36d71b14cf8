using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>What a role asks of its column.</summary>
internal static class RoleChecks
{
    /// <summary>Checks type and options; returns a label's positive and negative value as the generated code compares with them.</summary>
    public static (string? Positive, string? Negative) Check(ColumnRole role, AttributeData? attribute, ColumnType type, ColumnContext context)
    {
        string? accepted = role switch
        {
            ColumnRole.EventTime when !(type.IsTime || type.CountsSteps) || type.IsNullable => "DateTime, DateTimeOffset and DateOnly, and int and long that number steps, not nullable",
            ColumnRole.Arrived when !type.IsTime || type.IsNullable => "DateTime, DateTimeOffset and DateOnly, not nullable",
            ColumnRole.Weight when !type.IsNumber || type.IsNullable => "numbers, not nullable",
            ColumnRole.Group when type.Kind == ValueKind.Floating || type.IsNullable => "everything but floating-point numbers, not nullable",
            ColumnRole.Label when !(type.IsNumber || type.IsClass || type.Kind == ValueKind.Flag) || type.IsNullable => "numbers, bool, enums and strings, not nullable",
            ColumnRole.User or ColumnRole.Item when type.Kind is not (ValueKind.Text or ValueKind.Integer or ValueKind.Guid) || type.IsNullable => "texts, integers and Guid, not nullable",
            ColumnRole.Event when !type.IsNumber || type.IsNullable => "numbers, not nullable",
            _ => null,
        };
        if (accepted is not null) context.RefuseType(type.DisplayName, $"[{role}]", accepted);
        if (role != ColumnRole.Label) return default;
        string? positive = ClassIn(attribute!, "Positive", type, context), negative = ClassIn(attribute!, "Negative", type, context);
        if (negative is not null && positive is null) context.Refuse("Negative needs Positive, the class that counts as positive");
        if (negative is not null && positive == negative) context.Refuse($"Positive and Negative are both '{positive}'; name two classes");
        return (positive, negative);
    }

    /// <summary>Says when a feature tells rows or groups apart by name: such a feature knows the training rows, not their kind.</summary>
    public static void CheckIdentifier(ColumnRole role, ColumnKind kind, ColumnType type, ColumnContext context)
    {
        string name = context.Property.Name;
        if (role == ColumnRole.Group) Warn("a group, which is new at prediction time; what the model learns of it it cannot use");
        else if (kind is NumericColumn && type.Kind == ValueKind.Integer && EndsInId(name))
            Warn("an identifier by its name, used as a number; make it [Id], or [Categorical] if its values come again");

        void Warn(string why) => context.Problems.Report(Diagnostic.Create(DatasetRules.Identifier, context.Place, name, why));
    }

    // CustomerId, customer_id and ID, but not Paid, Humid or Grid.
    private static bool EndsInId(string name)
    {
        foreach (string word in new[] { "Id", "ID" })
            if (name.EndsWith(word, StringComparison.Ordinal) && (name.Length == 2 || !char.IsUpper(name[name.Length - 3]))) return true;
        return name == "id" || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase);
    }

    private static string? ClassIn(AttributeData attribute, string option, ColumnType type, ColumnContext context)
    {
        if (attribute.Named<string?>(option, null) is not { } value) return null;
        if (type.Kind is ValueKind.Flag or ValueKind.Floating) context.Refuse($"{option} does not go with '{type.DisplayName}'");
        if (type.Kind == ValueKind.Enumeration && !type.Members.Contains(value))
            context.Refuse($"'{type.DisplayName}' has no member '{value}'; {Nearest.Hint(value, type.Members)}");
        if (type.Kind != ValueKind.Integer) return value;
        if (type.IntegerLiteral(value) is { } literal) return literal;
        context.Refuse($"{option} is '{value}', which is no value of '{type.DisplayName}'");
        return value;
    }
}

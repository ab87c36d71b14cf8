using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads one property as a column.</summary>
internal static class ColumnReader
{
    private static readonly (string Attribute, ColumnRole Role)[] Roles =
    [
        (Names.Label, ColumnRole.Label),
        (Names.Id, ColumnRole.Id),
        (Names.Group, ColumnRole.Group),
        (Names.EventTime, ColumnRole.EventTime),
        (Names.Weight, ColumnRole.Weight),
        (Names.Sensitive, ColumnRole.Sensitive),
    ];

    /// <summary>The public instance properties, those of base types first, each once.</summary>
    public static IEnumerable<IPropertySymbol> Candidates(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? part = type; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType) chain.Push(part);
        var own = chain.SelectMany(static t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(static p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
            .ToList();
        return own.Where(p => own.FindLastIndex(other => other.Name == p.Name) == own.IndexOf(p));
    }

    /// <summary>The column, or null when the property is none; what is wrong goes to <paramref name="problems"/>.</summary>
    public static ColumnSpec? Read(IPropertySymbol property, ProblemCounter problems, CancellationToken cancellation)
    {
        var attributes = property.GetAttributes();
        AttributeData? named = property.Find(Names.Column);
        var roles = Roles.Where(r => attributes.Any(a => a.Is(r.Attribute))).Select(static r => r.Role).ToList();
        var kinds = All.Kinds.Where(k => attributes.Any(a => a.Is(k.Attribute))).ToList();
        bool isDeclared = named is not null || roles.Count > 0 || kinds.Count > 0;
        bool isSettable = property.SetMethod is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal };

        if (property.GetMethod is null || (!isSettable && !IsPositional(property)))
        {
            if (isDeclared) Refuse(property, "a computed property is no column; make it a feature method", problems);
            return null;
        }
        if (ColumnType.Of(property.Type) is not { } type)
        {
            if (isDeclared || property.IsRequired)
                problems.Report(Diagnostic.Create(
                    DatasetRules.KindRefusesType, property.Place(), property.Name, property.Type.ToDisplayString(), "a column",
                    "string, bool, enums, numbers, DateTime, DateTimeOffset and DateOnly"));
            return null;
        }

        if (roles.Count > 1) problems.Report(Diagnostic.Create(DatasetRules.Roles, property.Place(), property.Name, $"[{roles[0]}]", $"[{roles[1]}]"));
        if (kinds.Count > 1) problems.Report(Diagnostic.Create(DatasetRules.Roles, property.Place(), property.Name, ShortName(kinds[0].Attribute), ShortName(kinds[1].Attribute)));
        ColumnRole role = roles.FirstOrDefault();
        bool isAfterOutcome = named is not null && named.NamedMember("Available", "AtPrediction") == "AfterOutcome";
        CheckRole(property, role, type, problems);
        if (kinds.Count > 0 && role is ColumnRole.Label or ColumnRole.Id or ColumnRole.Weight && kinds.Count > 0)
            problems.Report(Diagnostic.Create(DatasetRules.Roles, property.Place(), property.Name, $"[{role}]", $"a feature, {ShortName(kinds[0].Attribute)}"));
        if (kinds.Count > 0 && isAfterOutcome) problems.Report(Diagnostic.Create(DatasetRules.AfterOutcome, property.Place(), property.Name));

        ColumnKind? kind = null;
        if (kinds.Count > 0)
        {
            AttributeData attribute = property.Find(kinds[0].Attribute)!;
            kind = kinds[0].Read(new KindContext(attribute, property, type, problems.Report, cancellation));
        }
        return new ColumnSpec
        {
            Member = property.Name,
            Name = named is { ConstructorArguments: [{ Value: string name }] } ? name : property.Name,
            Type = type,
            Role = role,
            IsAfterOutcome = isAfterOutcome,
            IsRequired = property.IsRequired || !type.IsNullable,
            Kind = kind,
            Positive = property.Find(Names.Label)?.Named<string?>("Positive", null),
        };
    }

    private static void CheckRole(IPropertySymbol property, ColumnRole role, ColumnType type, ProblemCounter problems)
    {
        string? accepted = role switch
        {
            ColumnRole.EventTime when !type.IsTime || type.IsNullable => "DateTime, DateTimeOffset and DateOnly, not nullable",
            ColumnRole.Weight when !type.IsNumber || type.IsNullable => "numbers, not nullable",
            ColumnRole.Group when type.Kind == ValueKind.Floating || type.IsNullable => "everything but floating-point numbers, not nullable",
            ColumnRole.Label when type.IsTime || type.IsNullable => "numbers, bool, enums and strings, not nullable",
            _ => null,
        };
        if (accepted is not null)
            problems.Report(Diagnostic.Create(DatasetRules.KindRefusesType, property.Place(), property.Name, type.DisplayName, $"[{role}]", accepted));
        if (role == ColumnRole.Label && property.Find(Names.Label)!.Named<string?>("Positive", null) is { } positive) CheckPositive(property, type, positive, problems);
    }

    private static void CheckPositive(IPropertySymbol property, ColumnType type, string positive, ProblemCounter problems)
    {
        if (type.Kind is ValueKind.Flag or ValueKind.Floating) Refuse(property, $"Positive does not go with '{type.DisplayName}'", problems);
        if (type.Kind == ValueKind.Integer && !long.TryParse(positive, out _)) Refuse(property, $"Positive is '{positive}', which is not an integer", problems);
        if (type.Kind == ValueKind.Enumeration && !type.Members.Contains(positive))
            Refuse(property, $"'{type.DisplayName}' has no member '{positive}'; {Nearest.Hint(positive, type.Members)}", problems);
    }

    // A positional record's property without a setter of its own is still set by the constructor.
    private static bool IsPositional(IPropertySymbol property) =>
        property.ContainingType.InstanceConstructors.Any(c => c.Parameters.Any(p => p.Name == property.Name));

    private static void Refuse(IPropertySymbol property, string problem, ProblemCounter problems) =>
        problems.Report(Diagnostic.Create(DatasetRules.OptionRefused, property.Place(), property.Name, problem));

    private static string ShortName(string attribute) => $"[{attribute.Substring("MlDsl.".Length).Replace("Attribute", "")}]";
}

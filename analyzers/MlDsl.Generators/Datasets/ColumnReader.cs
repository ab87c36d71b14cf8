using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads one property as a column.</summary>
internal static class ColumnReader
{
    public const string Types = "string, char, bool, enums, numbers, DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Guid and vectors of numbers";

    private static readonly (string Attribute, ColumnRole Role)[] Roles =
    [
        (Names.Label, ColumnRole.Label),
        (Names.Id, ColumnRole.Id),
        (Names.Group, ColumnRole.Group),
        (Names.EventTime, ColumnRole.EventTime),
        (Names.Weight, ColumnRole.Weight),
        (Names.Sensitive, ColumnRole.Sensitive),
        (Names.Arrived, ColumnRole.Arrived),
        (Names.User, ColumnRole.User),
        (Names.Item, ColumnRole.Item),
        (Names.Event, ColumnRole.Event),
    ];

    /// <summary>The public instance properties, those of base types first, each once.</summary>
    public static IEnumerable<IPropertySymbol> Candidates(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? part = type; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType) chain.Push(part);
        var all = chain.SelectMany(static t => t.GetMembers()).Where(IsCandidate).Cast<IPropertySymbol>().ToList();
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < all.Count; i++) last[all[i].Name] = i;
        return all.Where((property, i) => last[property.Name] == i);
    }

    public static bool IsCandidate(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public };

    public static bool IsRole(AttributeData attribute) => Roles.Any(r => attribute.Is(r.Attribute));

    /// <summary>Whether an initializer in the generated part of <paramref name="type"/> can set the property.</summary>
    public static bool IsSettable(IPropertySymbol property, INamedTypeSymbol type) => property.SetMethod?.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal =>
            SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, type.ContainingAssembly),
        _ => false,
    };

    /// <summary>Whether a source of the row or a join fills the property; one that is computed is no column.</summary>
    public static bool IsFilled(IPropertySymbol property, INamedTypeSymbol row) =>
        property.GetMethod is not null && (JoinAttributes.Of(property) is not null || IsSettable(property, row) || IsPositional(property));

    /// <summary>The column, or null when the property is none; what is wrong goes to <paramref name="problems"/>.</summary>
    public static ColumnSpec? Read(IPropertySymbol property, INamedTypeSymbol row, ProblemCounter problems, CancellationToken cancellation)
    {
        var attributes = property.GetAttributes();
        AttributeData? named = null;
        var roles = new List<(ColumnRole Role, AttributeData Attribute)>();
        var kinds = new List<(AttributeData Attribute, Func<KindContext, ColumnKind?> Read)>();
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.Is(Names.Column)) named = attribute;
            foreach (var (name, role) in Roles)
                if (attribute.Is(name)) roles.Add((role, attribute));
            foreach (var (name, read) in All.Kinds)
                if (attribute.Is(name)) kinds.Add((attribute, read));
        }
        AttributeData? join = JoinAttributes.Of(property);
        AttributeData? past = property.Find(Names.PastCovariate);
        bool isDeclared = named is not null || roles.Count > 0 || kinds.Count > 0 || join is not null || past is not null || attributes.Any(WindowParser.IsWindow);
        var context = new ColumnContext(property, row, problems, cancellation);

        if (Provoked.IsForbidden(property))
        {
            if (isDeclared || property.IsRequired) context.Refuse("[Obsolete] forbids every use, so that it is no column; take its 'true' away");
            return null;
        }
        if (join is not null) JoinedProperty.Check(join, roles.Select(static r => r.Role), context);
        else if (!IsFilled(property, row))
        {
            if (isDeclared) context.Refuse("a computed property is no column; make it a feature method");
            return null;
        }
        ColumnType? type = ColumnType.Of(property.Type);
        // A collection without an attribute is the user's own affair.
        if (type is null or { Vector: not null } && !isDeclared && !property.IsRequired) return null;
        if (type is null)
        {
            // The compiler says what is wrong with a type that does not exist.
            if (property.Type.TypeKind == TypeKind.Error) problems.Fail();
            else context.RefuseType(property.Type.ToDisplayString(), "a column", Types);
            return null;
        }

        if (type.Vector is not null && roles.Count > 0)
        {
            context.RefuseType(type.DisplayName, $"[{roles[0].Role}]", "single values; a vector is a feature, or what feature methods take");
            return null;
        }
        if (type.Vector is not null && past is not null)
        {
            PastCovariates.Refuses(type, context);
            return null;
        }
        ColumnType valueType = VectorLength.Read(type, kinds.Select(static k => k.Attribute).Append(named), context.RefuseLength);
        if (roles.Count > 1) context.RefuseRoles($"[{roles[0].Role}]", $"[{roles[1].Role}]");
        if (kinds.Count > 1) context.RefuseRoles(ShortName(kinds[0].Attribute), ShortName(kinds[1].Attribute));
        ColumnRole own = roles.Count > 0 ? roles[0].Role : ColumnRole.None;
        bool isAfterOutcome = Availability(named, context) || past is not null;
        int? pastLags = past is null ? null : PastCovariates.Read(past, valueType, own, kinds.Count > 0 ? ShortName(kinds[0].Attribute) : join is not null ? JoinAttributes.NameOf(join) : null, context);
        var (positive, negative) = RoleChecks.Check(own, roles.Count > 0 ? roles[0].Attribute : null, valueType, context);
        ColumnKind? kind = null;
        if (kinds.Count > 0)
        {
            if (own is ColumnRole.Label or ColumnRole.Id or ColumnRole.Weight or ColumnRole.Arrived or ColumnRole.Event) context.RefuseRoles($"[{own}]", $"a feature, {ShortName(kinds[0].Attribute)}");
            if (isAfterOutcome && past is null) problems.Report(Diagnostic.Create(DatasetRules.AfterOutcome, context.Place, property.Name));
            kind = kinds[0].Read(new KindContext(kinds[0].Attribute, property, valueType, problems.Report, cancellation));
            if (kind is not null) RoleChecks.CheckIdentifier(own, kind, valueType, context);
        }
        return new ColumnSpec
        {
            Member = property.Name,
            Name = NameIn(named, context),
            Type = kind is VectorColumn { Element.Impute: not "None" } ? valueType.WithNaN() : valueType,
            Role = own,
            IsAfterOutcome = isAfterOutcome,
            IsRequired = property.IsRequired || !valueType.IsNullable,
            Kind = kind,
            PastLags = pastLags,
            Unit = UnitIn(named, valueType, context),
            Positive = positive,
            Negative = negative,
            Attributes = Carried.Attributes(property),
            Summary = Carried.Summary(property, cancellation),
        };
    }

    private static string NameIn(AttributeData? named, ColumnContext context)
    {
        if (named is not { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: var value }] }) return context.Property.Name;
        if (value is string { Length: > 0 } name) return name;
        context.Refuse("the column's name is empty; leave it out for the property's own name");
        return context.Property.Name;
    }

    private static string? UnitIn(AttributeData? named, ColumnType type, ColumnContext context)
    {
        if (named?.NamedArguments.FirstOrDefault(static a => a.Key == "Unit").Value is not { Kind: TypedConstantKind.Primitive, Value: string unit }) return null;
        if (string.IsNullOrWhiteSpace(unit)) context.Refuse("the unit is empty; leave it out");
        else if (!type.IsNumber && type.Vector is null) context.Refuse($"'{type.DisplayName}' is no number, so that it has no unit; leave Unit out");
        return unit;
    }

    private static bool Availability(AttributeData? named, ColumnContext context)
    {
        string? available = named is null ? "AtPrediction" : named.NamedMember("Available", "AtPrediction");
        if (available is null) context.Refuse("Available is not a member of MlDsl.Availability");
        return available == "AfterOutcome";
    }

    // A positional record's property without a setter of its own is still set by the constructor.
    private static bool IsPositional(IPropertySymbol property) =>
        property.ContainingType.InstanceConstructors.Any(c => c.Parameters.Any(p => p.Name == property.Name));

    private static string ShortName(AttributeData attribute) => $"[{attribute.AttributeClass!.Name.Replace("Attribute", "")}]";
}

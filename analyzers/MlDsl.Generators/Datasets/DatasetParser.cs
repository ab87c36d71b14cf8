using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Contracts;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads a data set's declaration.</summary>
internal static class DatasetParser
{
    // What the generated part declares beside From.
    private static readonly string[] Declared = ["Input", "Learned", "Learner", "Schema", "WriteFeatures", "Derived", "Encodings", "ToInput", "ColumnContracts"];

    // What every object has: the field of a nested type would hide it.
    private static readonly string[] Inherited = ["Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals"];

    // Wide rows are written by several methods with a number at the end, and each column is read by a type with its number.
    private static readonly string[] Numbered = ["WriteFeatures", "WithColumn", "ColumnReader"];

    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static DatasetSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        var problems = new ProblemCounter(report);
        if (Obstacle(type) is { } obstacle)
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), Fix.Add(obstacle), type.Name, obstacle));
            return null;
        }
        if (type.Find(Names.Dataset) is not null && type.Find(Names.DatasetOf) is not null)
            problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, type.Place(), type.Name, "[Dataset] and [Dataset<T>] exclude each other; keep one"));

        var columns = new List<ColumnSpec>();
        var places = new Dictionary<string, IPropertySymbol>(StringComparer.Ordinal);
        foreach (IPropertySymbol property in ColumnReader.Candidates(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ColumnReader.Read(property, type, problems, cancellation) is not { } column) continue;
            columns.Add(column);
            places[column.Member] = property;
        }
        StrayMembers.Check(type, problems);
        CheckRoles(type, columns, places, problems);
        CheckInteractions(type, columns, places, problems);
        PastCovariates.Check(type, columns, places, problems);
        CheckNames(type, columns, places, problems);
        var joined = columns.Where(c => JoinAttributes.Of(places[c.Member]) is not null).ToList();
        columns = [.. columns.Except(joined)];
        Dictionary<string, IMethodSymbol> readers = OwnReaders.Read(type, columns, places, problems);
        columns = [.. columns.Select(c => readers.TryGetValue(c.Member, out IMethodSymbol reader) ? c with { OwnReader = reader.Name } : c)];

        var constructor = RowConstructor.Members(type, columns, places);
        if (constructor is null)
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), type.Name, "must have a constructor that takes nothing, or only its columns,"));
        ExistingSpec? existing = ExistingReader.Read(type, columns, problems);
        WindowsSpec? windows = DatasetWindows.Read(type, columns, places, problems, cancellation);
        List<JoinSpec> joins = DatasetJoins.Read(type, columns, joined, places, windows, problems, cancellation);
        List<ContractSpec> contracts = DatasetContracts.Read(type, columns, joined, places, problems);
        List<RelationSpec> relations = DatasetRelations.Read(type, columns, problems);
        List<DatasetRuleSpec> whole = DatasetWholes.Read(type, columns, joined, places, problems);
        if (problems.Any) return null;

        return new DatasetSpec
        {
            Type = TypeDeclaration.Of(type) with { Pragmas = Provoked.By(Used(type, [.. columns, .. joined], places).Concat(DatasetJoins.Used(joins, places)).Concat(readers.Values).Concat(relations.SelectMany(r => type.GetMembers(r.Method)))).ToEquatable(), Attribute = windows is null ? null : Layout(type) },
            Columns = columns.Concat(DatasetJoins.Columns(joins, joined)).Concat(windows is null ? [] : DatasetWindows.Columns(windows, columns)).ToEquatable(),
            ConstructorMembers = constructor!.ToEquatable(),
            Existing = existing,
            Windows = windows,
            Joins = joins.ToEquatable(),
            Contracts = contracts.ToEquatable(),
            Relations = relations.ToEquatable(),
            DatasetRules = whole.ToEquatable(),
        };
    }

    // Fields of a struct in two parts have no order unless the struct is laid out as the runtime likes: the compiler warns of the user's part.
    private static string? Layout(INamedTypeSymbol type) =>
        !type.IsValueType || type.GetAttributes().Any(static a => a.AttributeClass?.Name == "StructLayoutAttribute") ? null
        : "global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)";

    private static IEnumerable<ISymbol> Used(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places)
    {
        IEnumerable<ISymbol> used = columns.SelectMany(c => new ISymbol[] { places[c.Member], places[c.Member].Type });
        return type.Find(Names.DatasetOf)?.AttributeClass?.TypeArguments is [INamedTypeSymbol existing]
            ? used.Concat(columns.SelectMany(c => existing.GetMembers(c.Member))).Append(existing)
            : used;
    }

    /// <summary>Whether the generated part of a data set was compiled into another assembly.</summary>
    public static bool IsCompiled(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length == 0 && type.GetTypeMembers("Learned").Length > 0;

    /// <summary>Whether a column or feature of that name would collide with what is generated.</summary>
    public static bool IsReserved(string name) => IsDeclared(name) || IsInherited(name);

    /// <summary>Whether every object has a member of that name.</summary>
    public static bool IsInherited(string name) => Array.IndexOf(Inherited, name) >= 0;

    /// <summary>Whether the generated part declares a member of that name.</summary>
    public static bool IsDeclared(string name) =>
        Array.IndexOf(Declared, name) >= 0
        || Numbered.Any(n => name.Length > n.Length && name.StartsWith(n, StringComparison.Ordinal) && name.Skip(n.Length).All(char.IsDigit));

    private static string? Obstacle(INamedTypeSymbol type)
    {
        // One of another assembly is whole already.
        if (IsCompiled(type)) return null;
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (type.IsRefLikeType) return "must not be a ref struct";
        if (IsDeclared(type.Name)) return "must have another name than the members it is given";
        bool isLaidOver = type.Find(Names.DatasetOf) is not null;
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(part, type);
            if (!isOwn && (part.Find(Names.Dataset) ?? part.Find(Names.DatasetOf)) is not null) return $"must not derive from the data set '{part.Name}'";
            foreach (ISymbol member in part.GetMembers())
            {
                bool collides = IsDeclared(member.Name) || (isLaidOver && member.Name == "From") || (member is IPropertySymbol && IsReserved(member.Name));
                if (collides && !member.IsGenerated()) return $"must not have {(isOwn ? "a" : "an inherited")} member '{member.Name}'";
            }
        }
        return null;
    }

    private static void CheckRoles(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        foreach (ColumnRole role in new[] { ColumnRole.Label, ColumnRole.EventTime, ColumnRole.Weight, ColumnRole.Group, ColumnRole.Arrived, ColumnRole.User, ColumnRole.Item, ColumnRole.Event })
        {
            var own = columns.Where(c => c.Role == role).ToList();
            if (own.Count < 2) continue;
            Location second = places[own[1].Member].PlaceIn(type);
            problems.Report(role == ColumnRole.Label
                ? Diagnostic.Create(DatasetRules.Labels, second, $"'{type.Name}' has two labels, '{own[0].Member}' and '{own[1].Member}'; keep one")
                : Diagnostic.Create(ColumnRules.OptionRefused, second, own[1].Member, $"'{own[0].Member}' has the role {role} already"));
        }
    }

    // A user alone did nothing with anything, and rows of users are split by time.
    private static void CheckInteractions(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        ColumnSpec? Of(ColumnRole role) => columns.Find(c => c.Role == role);
        ColumnSpec? user = Of(ColumnRole.User), item = Of(ColumnRole.Item);
        if (user is not null && item is null) Report(user, "[User] stands beside an [Item], what the user did something with; mark one property [Item]");
        if (user is null && item is not null) Report(item, "[Item] stands beside a [User], who did something with it; mark one property [User]");
        if (user is null && item is null && Of(ColumnRole.Event) is { } stray) Report(stray, "[Event] stands beside a [User] and an [Item]; mark one property each");
        if (user is not null && Of(ColumnRole.Group) is { } group) Report(group, "rows of users and items are split by time; take [Group] away");

        void Report(ColumnSpec column, string problem) => problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, places[column.Member].PlaceIn(type), column.Member, problem));
    }

    private static void CheckNames(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        foreach (var same in columns.GroupBy(static c => c.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            var both = same.Take(2).ToList();
            problems.Report(Diagnostic.Create(DatasetRules.SameName, places[both[1].Member].PlaceIn(type), both[0].Member, both[1].Member, same.Key));
        }
    }
}

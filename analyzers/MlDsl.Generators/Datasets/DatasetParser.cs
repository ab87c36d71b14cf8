using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads a data set's declaration.</summary>
internal static class DatasetParser
{
    private static readonly string[] Reserved = ["Input", "Learned", "Learner", "Schema", "WriteFeatures", "From", "Derived", "Encodings"];

    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static DatasetSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        var problems = new ProblemCounter(report);
        if (Obstacle(type) is { } obstacle)
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), type.Name, obstacle));
            return null;
        }

        var columns = new List<ColumnSpec>();
        foreach (IPropertySymbol property in ColumnReader.Candidates(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ColumnReader.Read(property, problems, cancellation) is { } column) columns.Add(column);
        }
        CheckLabels(type, columns, problems);
        CheckNames(type, columns, problems);

        var constructor = ConstructorMembers(type, columns);
        if (constructor is null)
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), type.Name, "must have a constructor that takes nothing, or only its columns,"));
        ExistingSpec? existing = ExistingReader.Read(type, columns, problems);
        if (problems.Any) return null;

        return new DatasetSpec
        {
            Type = TypeDeclaration.Of(type),
            Columns = columns.ToEquatable(),
            ConstructorMembers = constructor!.ToEquatable(),
            Existing = existing,
        };
    }

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (type.IsRefLikeType) return "must not be a ref struct";
        foreach (string name in Reserved)
            if (type.GetMembers(name).Any(static m => !m.IsGenerated())) return $"must not have a member '{name}'";
        return null;
    }

    private static void CheckLabels(INamedTypeSymbol type, List<ColumnSpec> columns, ProblemCounter problems)
    {
        foreach (ColumnRole role in new[] { ColumnRole.Label, ColumnRole.EventTime, ColumnRole.Weight, ColumnRole.Group })
        {
            var own = columns.Where(c => c.Role == role).ToList();
            if (own.Count < 2) continue;
            ISymbol second = type.GetMembers(own[1].Member).FirstOrDefault() ?? type;
            if (role == ColumnRole.Label)
                problems.Report(Diagnostic.Create(DatasetRules.Labels, second.Place(), $"'{type.Name}' has two labels, '{own[0].Member}' and '{own[1].Member}'; keep one"));
            else
                problems.Report(Diagnostic.Create(DatasetRules.OptionRefused, second.Place(), second.Name, $"'{own[0].Member}' has the role {role} already"));
        }
    }

    private static void CheckNames(INamedTypeSymbol type, List<ColumnSpec> columns, ProblemCounter problems)
    {
        foreach (var same in columns.GroupBy(static c => c.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            var both = same.Take(2).ToList();
            ISymbol second = type.GetMembers(both[1].Member).FirstOrDefault() ?? type;
            problems.Report(Diagnostic.Create(DatasetRules.SameName, second.Place(), both[0].Member, both[1].Member, same.Key));
        }
    }

    // The parameterless constructor where there is one; else one whose parameters are all columns, as a positional record has.
    private static List<string>? ConstructorMembers(INamedTypeSymbol type, List<ColumnSpec> columns)
    {
        var usable = type.InstanceConstructors
            .Where(static c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .Where(c => !(c.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type)))
            .OrderByDescending(static c => c.Parameters.Length)
            .ToList();
        bool positional = usable.Any(static c => c.Parameters.Length > 0);
        foreach (IMethodSymbol constructor in usable)
        {
            // A struct always has a constructor without parameters; a positional record struct means its own.
            if (constructor.Parameters.Length == 0 && !(positional && constructor.IsImplicitlyDeclared && !type.IsValueType)) return [];
            var members = constructor.Parameters.Select(p => columns.FirstOrDefault(c => c.Member == p.Name)?.Member).ToList();
            if (members.All(static m => m is not null)) return members!;
        }
        return null;
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Expressions;

namespace MlDsl.Generators.Features;

/// <summary>Reads one method as a feature.</summary>
internal static class FeatureReader
{
    public static (AttributeData Attribute, Func<KindContext, ColumnKind?> Read)? KindOf(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
            foreach (var (name, read) in All.Kinds)
                if (attribute.Is(name)) return (attribute, read);
        return null;
    }

    /// <summary>
    /// The feature, or null when the method is none; what is wrong goes to <paramref name="problems"/>, the files that its code was read
    /// from to <paramref name="trees"/>. Where that is null its code is not read: an analyzer does without.
    /// </summary>
    public static FeatureSpec? Read(
        IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates, ProblemCounter problems, ISet<SyntaxTree>? trees, CancellationToken cancellation)
    {
        if (SignatureProblem(method, dataset, candidates) is { } problem)
        {
            problems.Report(Diagnostic.Create(FeaturesRules.Signature, method.Place(), Fix.Add(problem), method.Name, problem));
            return null;
        }
        if (KindOf(method) is not var (attribute, read)) return null;
        if (method.GetAttributes().Where(static a => All.Kinds.Any(k => a.Is(k.Attribute))).Skip(1).FirstOrDefault() is { } second)
            problems.Report(Diagnostic.Create(
                DatasetRules.Roles, second.Place(method, cancellation), method.Name, ShortName(attribute), ShortName(second)));
        if (ColumnType.Of(method.ReturnType) is not { } returned)
        {
            // The compiler says what is wrong with a type that does not exist.
            if (method.ReturnType.TypeKind == TypeKind.Error) problems.Fail();
            else
                problems.Report(Diagnostic.Create(
                    ColumnRules.KindRefusesType, method.Place(), method.Name, method.ReturnType.ToDisplayString(), "a feature",
                    ColumnReader.Types));
            return null;
        }
        ColumnType type = VectorLength.Read(
            returned, [attribute], problem => problems.Report(Diagnostic.Create(DatasetRules.VectorLength, attribute.Place(method, cancellation), method.Name, problem)));
        var arguments = method.Parameters.Select(p => Argument(p, method, dataset, candidates, problems)).ToList();
        ColumnKind? kind = read(new KindContext(attribute, method, type, problems.Report, cancellation));
        if (kind is null || arguments.Contains(null)) return null;
        var given = arguments.Select(static a => a!).ToEquatable();
        FeatureCode code = trees is null ? FeatureCode.None : CodeWalk.Of(method, given, trees, cancellation);
        return new FeatureSpec(method.Name, type, kind, given, BodyHash(method, cancellation), code)
        {
            Ops = trees is null ? FeatureOps.None : OpsOf(method, given, dataset, candidates, trees, cancellation, out _),
        };
    }

    /// <summary>What a feature method computes as ops, or why it is none.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">What its parameters are given.</param>
    /// <param name="dataset">The data set that it belongs to.</param>
    /// <param name="candidates">The methods of its class that are features.</param>
    /// <param name="trees">Takes the files that its code was read from.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="place">Where the code lies that keeps it from being computed by a graph.</param>
    public static FeatureOps OpsOf(
        IMethodSymbol method, IEnumerable<ArgumentSpec> arguments, DatasetSpec dataset, List<IMethodSymbol> candidates, ISet<SyntaxTree> trees, CancellationToken cancellation, out Location? place)
    {
        place = null;
        if (method.ContainingAssembly is not ISourceAssemblySymbol { Compilation: { } compilation }) return FeatureOps.None;
        List<(string Member, ColumnType Type)> columns = [];
        foreach (ArgumentSpec argument in arguments)
        {
            ColumnType? type = argument.IsFeature
                ? ColumnType.Of(candidates.First(c => c.Name == argument.Member).ReturnType)
                : dataset.Columns.First(c => c.Member == argument.Member).Type;
            // What is wrong with the other feature is said there.
            if (type is null) return FeatureOps.None;
            columns.Add((argument.Member, type));
        }
        return ExpressionReader.Read(method, columns, compilation, trees, cancellation, out place);
    }

    private static string? SignatureProblem(IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates)
    {
        if (!method.IsStatic) return "must be static to be a feature";
        if (method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)) return "must be public to be a feature";
        if (method.IsGenericMethod) return "must not be generic to be a feature";
        if (method.IsAsync || method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly) return "must return a value to be a feature";
        if (method.Parameters.Any(static p => p.RefKind is not (RefKind.None or RefKind.In))) return "must take its parameters by value to be a feature";
        if (method.Parameters.Any(static p => p.IsParams)) return "must not take a params array to be a feature; each parameter is one column";
        if (KindOf(method) is null) return "is public and has no feature kind; add [Numeric], [Categorical], [Text] or [DateParts], or make it private";
        if (DatasetParser.IsReserved(method.Name)) return "has a name that MlDsl's own code uses; rename it";
        if (dataset.Columns.Any(c => Same(c.Member, method.Name))) return $"has the name of a column of '{dataset.Type.Name}'; rename it";
        if (candidates.Count(c => c.Name == method.Name) > 1) return "has overloads; a feature's name is its own";
        return candidates.FirstOrDefault(c => c.Name != method.Name && Same(c.Name, method.Name)) is { } twin
            ? $"differs from '{twin.Name}' only in case; rename one"
            : null;
    }

    private static ArgumentSpec? Argument(
        IParameterSymbol parameter, IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates, ProblemCounter problems)
    {
        var columns = Best(dataset.Columns, static c => c.Member, parameter.Name);
        List<IMethodSymbol> features = columns.Count > 0 ? [] : Best(candidates, static m => m.Name, parameter.Name);
        if (columns.Count + features.Count != 1)
        {
            var known = dataset.Columns.Where(static c => c.MayBeInput).Select(static c => c.Member).Concat(candidates.Select(static m => m.Name)).ToList();
            string? nearest = columns.Count == 0 && features.Count == 0 ? Nearest.Of(parameter.Name, known) : null;
            string hint = columns.Count > 1
                ? $"'{columns[0].Member}' and '{columns[1].Member}' differ from it only in case; write one of them"
                : Nearest.Hint(parameter.Name, known);
            problems.Report(Diagnostic.Create(
                FeaturesRules.UnknownParameter, parameter.Place(), Fix.Rename(nearest), parameter.Name, method.Name, dataset.Type.Name, hint));
            return null;
        }
        ColumnSpec? column = columns.Count > 0 ? columns[0] : null;
        string name = column?.Member ?? features[0].Name;
        ColumnType? given = column?.Type ?? ColumnType.Of(features[0].ReturnType);
        if (column is { Role: ColumnRole.Label or ColumnRole.Id })
            problems.Report(Diagnostic.Create(FeaturesRules.UsesLabel, parameter.Place(), method.Name, name, column.Role == ColumnRole.Label ? "the label" : "the row's id"));
        else if (column is { IsAfterOutcome: true })
            problems.Report(Diagnostic.Create(FeaturesRules.UsesAfterOutcome, parameter.Place(), method.Name, name));
        else if (parameter.Type.TypeKind == TypeKind.Error)
            problems.Fail();
        else if (given is not null && !Takes(parameter, given))
            problems.Report(Diagnostic.Create(
                FeaturesRules.ParameterType, parameter.Place(), method.Name, parameter.Type.ToDisplayString(), parameter.Name, name, given.DisplayName));
        return new ArgumentSpec(name, column is null);
    }

    // Those of exactly that name, or else those that differ from it only in case.
    private static List<T> Best<T>(IReadOnlyList<T> all, Func<T, string> name, string wanted)
    {
        var exact = all.Where(item => name(item) == wanted).ToList();
        return exact.Count > 0 ? exact : all.Where(item => Same(name(item), wanted)).ToList();
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Takes(IParameterSymbol parameter, ColumnType given)
    {
        if (given.Vector is { } vector && IsSpanOf(vector, parameter.Type)) return !given.IsNullable;
        if (ColumnType.Of(parameter.Type) is not { } taken) return false;
        if (given.IsNullable && !taken.IsNullable) return false;
        return taken.Name == given.Name || given.FitsInto(taken) || Widening.Exists(given.Name, taken.Name);
    }

    // C# makes a span of an array.
    private static bool IsSpanOf(VectorType vector, ITypeSymbol type) =>
        vector.Container == VectorContainer.Array
        && type is INamedTypeSymbol { TypeArguments: [{ } element] } span && span.MetadataName() == "System.ReadOnlySpan`1"
        && ColumnType.Of(element)?.FullName == vector.Element.FullName;

    private static string ShortName(AttributeData attribute) => $"[{attribute.AttributeClass!.Name.Replace("Attribute", "")}]";

    // Over the method's tokens: white space and comments do not count.
    private static string BodyHash(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.Length == 0) return CompiledFeatures.BodyOf(method);
        var hash = new TextHash();
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
            foreach (SyntaxToken token in reference.GetSyntax(cancellation).DescendantTokens()) hash.Add(token.Text);
        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}

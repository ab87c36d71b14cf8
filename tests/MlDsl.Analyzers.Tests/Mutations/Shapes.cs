using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>The ways in which other people write the same program: columns by a query, trainers from a helper, one of two, out of a tuple.</summary>
internal static class Shapes
{
    private const string Helpers = """

        public static class Shaped
        {
            public static Microsoft.ML.IEstimator<T> Same<T>(Microsoft.ML.IEstimator<T> estimator) where T : class, Microsoft.ML.ITransformer => estimator;
            public static Microsoft.ML.IEstimator<T> Either<T>(bool first, params Microsoft.ML.IEstimator<T>[] all) where T : class, Microsoft.ML.ITransformer => first ? all[0] : all[^1];
            public static Microsoft.ML.IDataView Rows(Microsoft.ML.IDataView rows) => rows;
        }
        """;

    public static IReadOnlyList<(string Name, Func<SyntaxNode, string?> Write)> All { get; } =
    [
        ("columns by a query", static e => Columns(e) is var (output, names) ? $"({output}, new[] {{ {names} }}.Where(name => name != \"\").ToArray())" : null),
        ("columns put together", static e => Columns(e) is var (output, names) ? $"({output}, new System.Collections.Generic.List<string>(new[] {{ {names} }}).Select(name => $\"{{name}}\").Concat(new string[0]).ToArray())" : null),
        ("a trainer from a helper", static e => IsTrainer(e) ? $"Shaped.Same({e})" : null),
        ("one of two trainers", static e => IsTrainer(e) ? $"Shaped.Either(Environment.ProcessorCount > 1, {e}, {e})" : null),
        ("a trainer in a tuple", static e => IsTrainer(e) ? $"(Trainer: {e}, Name: \"one\").Trainer" : null),
        ("rows by a helper", static e => IsRows(e) ? $"Shaped.Rows({e})" : null),
    ];

    /// <summary>A program in another shape; null where nothing in it can be written so.</summary>
    public static string? Write(string source, Func<SyntaxNode, string?> shape)
    {
        SyntaxNode root = CSharp.Parse(source).GetRoot();
        var changes = new Dictionary<SyntaxNode, string>();
        foreach (SyntaxNode node in root.DescendantNodes())
            if (!node.Ancestors().Any(changes.ContainsKey) && shape(node) is { } text) changes[node] = text;
        if (changes.Count == 0) return null;
        return root.ReplaceNodes(changes.Keys, (old, _) => (old is ArgumentListSyntax ? (SyntaxNode)SyntaxFactory.ParseArgumentList(changes[old]) : SyntaxFactory.ParseExpression(changes[old])).WithTriviaFrom(old))
            .ToFullString() + Helpers;
    }

    // Concatenate("Features", "A", nameof(Row.B)): the output, and the columns that are spelled out.
    private static (string Output, string Names)? Columns(SyntaxNode node)
    {
        if (node is not ArgumentListSyntax { Arguments: { Count: > 1 } arguments, Parent: InvocationExpressionSyntax call } || MlProgram.NameOf(call) != "Concatenate"
            || arguments.Any(static a => a.NameColon is not null || a.Expression is not (LiteralExpressionSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }))) return null;
        return (arguments[0].ToString(), string.Join(", ", arguments.Skip(1)));
    }

    private static bool IsTrainer(SyntaxNode expression) => expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var catalog } }
        && catalog.ToString().EndsWith(".Trainers", StringComparison.Ordinal)
        && expression.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax append } && MlProgram.NameOf(append) == "Append";

    private static bool IsRows(SyntaxNode node) => node is (IdentifierNameSyntax or MemberAccessExpressionSyntax) and { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument }
        && call.ArgumentList.Arguments[0] == argument && call.Expression is MemberAccessExpressionSyntax && MlProgram.NameOf(call) is ("Fit" or "Evaluate" or "Transform");
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>A realistic program without a mistake, and the parts of it that mutations work on.</summary>
internal sealed class MlProgram
{
    private readonly Dictionary<string, string> header;

    private MlProgram(string name, string source)
    {
        Name = name;
        Source = source;
        Root = CSharp.Parse(source).GetRoot();
        string first = source[..source.IndexOf('\n', StringComparison.Ordinal)];
        header = first["// mutate:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static p => p.Split('=')).ToDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal);
    }

    public static IReadOnlyList<MlProgram> All { get; } =
    [
        .. typeof(MlProgram).Assembly.GetManifestResourceNames()
            .Where(static n => n.StartsWith("Programs/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static n => new MlProgram(n["Programs/".Length..], Library.Text(n))),
    ];

    public string Name { get; }
    public string Source { get; }
    public SyntaxNode Root { get; }

    /// <summary>The name of the label column; null where there is none that is loaded.</summary>
    public string? Label => header.GetValueOrDefault("label");
    public string Context => header["ml"];
    public string? Metric => header.GetValueOrDefault("metric");

    public IEnumerable<InvocationExpressionSyntax> Calls(params string[] names) =>
        Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => names.Contains(NameOf(c)));

    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The class whose rows are loaded.</summary>
    public ClassDeclarationSyntax? RowClass => Root.DescendantNodes().OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(static c => c.Members.Any(static m => m.AttributeLists.Any(static l => l.ToString().Contains("LoadColumn", StringComparison.Ordinal))));

    /// <summary>A number among the columns that is not the label.</summary>
    public string? NumberColumn => RowClass?.Members.OfType<PropertyDeclarationSyntax>()
        .FirstOrDefault(p => p.Type.ToString() == "float" && p.Identifier.ValueText != Label)?.Identifier.ValueText;

    /// <summary>Statements in one block that fit and evaluate, with the names that an inserted statement needs.</summary>
    public Scene? Scene
    {
        get
        {
            foreach (InvocationExpressionSyntax fit in Calls("Fit"))
            {
                if (fit.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax pipeline } || fit.ArgumentList.Arguments.Count != 1) continue;
                if (fit.Ancestors().OfType<LocalDeclarationStatementSyntax>().FirstOrDefault() is not { } statement) continue;
                if (statement.Declaration.Variables is not [{ } model]) continue;
                InvocationExpressionSyntax? evaluate = Calls("Evaluate")
                    .FirstOrDefault(e => e.SpanStart > statement.SpanStart && BlockOf(e) == BlockOf(statement) && e.Ancestors().OfType<LocalDeclarationStatementSyntax>().Any());
                return new Scene(statement, evaluate, pipeline.Identifier.ValueText, fit.ArgumentList.Arguments[0].ToString(), model.Identifier.ValueText);
            }
            return null;
        }
    }

    private static SyntaxNode? BlockOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(static a => a is BlockSyntax or CompilationUnitSyntax);

    /// <summary>The compilation of a text as this program is compiled.</summary>
    public static Compilation Compile(string source)
    {
        Compilation compilation = CSharp.Compile(source).AddReferences(Library.All);
        bool topLevel = compilation.SyntaxTrees.Any(static t => t.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        return topLevel ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation;
    }

    public override string ToString() => Name;
}

/// <summary>Where a program fits and evaluates.</summary>
internal sealed record Scene(LocalDeclarationStatementSyntax Fit, InvocationExpressionSyntax? Evaluate, string Pipeline, string Train, string Model)
{
    /// <summary>The end of the statement that evaluates, or of the one that fits.</summary>
    public int End => (Evaluate?.Ancestors().OfType<StatementSyntax>().First() ?? Fit).Span.End;

    /// <summary>The catalog that evaluates: <c>Regression</c>.</summary>
    public string? Catalog => Evaluate?.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } ? name : null;
}

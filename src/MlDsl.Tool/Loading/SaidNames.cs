using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers;

namespace MlDsl.Tool.Loading;

/// <summary>What a file of a web application names, and what it calls for requests.</summary>
/// <param name="Words">Every name in it.</param>
/// <param name="Calls">The names of the methods that it calls on something, but for those that run once or beside the requests.</param>
internal sealed partial record SaidNames(ImmutableHashSet<string> Words, ImmutableHashSet<string> Calls)
{
    /// <summary>What a source says.</summary>
    public static SaidNames Of(SyntaxTree source, CancellationToken cancellation)
    {
        SyntaxNode root = source.GetRoot(cancellation);
        bool startsUp = root.DescendantNodes().Any(StartsUp);
        var handlers = startsUp ? HandlersOf(root) : [];
        return new(
            [.. root.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText)],
            [.. root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => !RunsBeside(call) && (!startsUp || IsInHandler(call, handlers)))
                .Select(static call => NameOf(call.Expression)).OfType<string>()]);
    }

    /// <summary>What a page says, whose markup is read by its words.</summary>
    public static SaidNames Of(PageText page, CancellationToken cancellation)
    {
        string text = Comments().Replace(page.GetText(cancellation).ToString(), " ");
        return new([.. Names().Matches(text).Select(static m => m.Value)], [.. Invocations().Matches(text).Select(static m => m.Groups[1].Value)]);
    }

    private static string? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    // Program.cs and Startup.cs train or load once, but for what they answer requests with.
    private static bool StartsUp(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Identifier.ValueText: var name } => name is "ConfigureServices" or "CreateHostBuilder" or "CreateWebHostBuilder",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } => name is "CreateBuilder" or "CreateSlimBuilder" or "CreateEmptyBuilder" or "CreateDefaultBuilder" or "ConfigureServices",
        _ => false,
    };

    // app.MapPost("/fare", Predict) names who answers.
    private static ImmutableHashSet<string> HandlersOf(SyntaxNode root) =>
    [
        .. root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(RequestPaths.MapsRequests)
            .SelectMany(static call => call.ArgumentList.Arguments).Select(static a => a.Expression).OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText),
    ];

    private static bool IsInHandler(SyntaxNode call, ImmutableHashSet<string> handlers) => call.Ancestors().Any(node => node switch
    {
        AnonymousFunctionExpressionSyntax lambda => RequestPaths.IsHandler(lambda),
        LocalFunctionStatementSyntax { Identifier.ValueText: var name } => handlers.Contains(name),
        MethodDeclarationSyntax { Identifier.ValueText: var name } => handlers.Contains(name),
        _ => false,
    });

    private static bool RunsBeside(SyntaxNode call) => call.Ancestors().OfType<TypeDeclarationSyntax>().Any(static type => type.BaseList is { Types: var bases }
        && bases.Any(static b => b.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText is "BackgroundService" or "IHostedService" or "IHostedLifecycleService"));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Names();

    [GeneratedRegex(@"\.\s*(\w+)\s*(<[\w, ?.]+>)?\s*\(")]
    private static partial Regex Invocations();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();
}

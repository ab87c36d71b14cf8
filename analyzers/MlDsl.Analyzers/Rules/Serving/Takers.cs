using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Who takes a registered service: the types whose parameters and properties ask for it, and the pages that name it.</summary>
internal sealed class Takers
{
    private static readonly ConditionalWeakTable<SourceText, HashSet<string>> Pages = new();

    private readonly OperationAnalysisContext context;
    private readonly HashSet<ISymbol> known;
    private readonly List<INamedTypeSymbol> types;

    private Takers(OperationAnalysisContext context, HashSet<ISymbol> known)
    {
        (this.context, this.known) = (context, known);
        types = [.. FlowAnalysis.For(context.Compilation).Hierarchy.All.Where(type => type.GetMembers().Any(m => m switch
        {
            IMethodSymbol method => method.Parameters.Any(p => known.Contains(p.Type.OriginalDefinition)),
            IPropertySymbol property => known.Contains(property.Type.OriginalDefinition),
            _ => false,
        }))];
    }

    /// <summary>The takers of the service that a call registers.</summary>
    /// <param name="registration">The call.</param>
    /// <param name="service">The class of the service's objects.</param>
    /// <param name="context">The project, and its pages.</param>
    public static Takers Of(IInvocationOperation registration, INamedTypeSymbol service, OperationAnalysisContext context) => new(context,
        new HashSet<ISymbol>(registration.TargetMethod.TypeArguments.Select(static t => (ISymbol)t.OriginalDefinition).Append(service.OriginalDefinition), SymbolEqualityComparer.Default));

    /// <summary>Whether no parameter, property or page of the project asks for it.</summary>
    public bool AreNone => types.Count == 0 && !AreOnPages(".cshtml") && !AreOnPages(".razor");

    /// <summary>Whether something takes it that is neither a component nor a service that runs beside the requests: a class, or a view.</summary>
    public bool AreForRequests => types.Any(static t => !Derives(t, "ComponentBase") && !RunsBeside(t)) || AreOnPages(".cshtml");

    /// <summary>Whether a component takes it. Where a circuit keeps the component, its services live as long as its user's connection.</summary>
    public bool AreComponents => types.Any(static t => Derives(t, "ComponentBase")) || AreOnPages(".razor");

    /// <summary>Whether code asks the host for it by name: <c>services.GetRequiredService&lt;Fares&gt;()</c>.</summary>
    public bool Fetch => FlowAnalysis.For(context.Compilation).Names(context.CancellationToken).Files
        .Where(static file => file.Says("GetRequiredService") || file.Says("GetService"))
        .SelectMany(file => file.Tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<GenericNameSyntax>())
        .Any(name => name is { Identifier.ValueText: "GetRequiredService" or "GetService", TypeArgumentList.Arguments: [{ } asked] } && known.Any(type => type.Name == Mention.NameOf(asked)));

    private static bool RunsBeside(INamedTypeSymbol type) => Derives(type, "BackgroundService") || type.AllInterfaces.Any(static i => i.Name == "IHostedService");

    private static bool Derives(INamedTypeSymbol type, string ancestor)
    {
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
            if (at.Name == ancestor) return true;
        return false;
    }

    private bool AreOnPages(string kind) => context.Options.AdditionalFiles.Where(page => page.Path.EndsWith(kind, StringComparison.OrdinalIgnoreCase))
        .Select(page => page.GetText(context.CancellationToken)).OfType<SourceText>()
        .Any(page => Pages.GetValue(page, WordsOf) is var words && known.Any(type => words.Contains(type.Name)));

    private static HashSet<string> WordsOf(SourceText page)
    {
        string text = page.ToString();
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_');) end++;
            if (end > start) words.Add(text.Substring(start, end - start));
        }
        return words;
    }
}

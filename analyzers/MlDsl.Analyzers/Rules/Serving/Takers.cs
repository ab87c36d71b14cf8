using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Who takes a registered service.</summary>
/// <param name="AreNone">Whether no parameter, property or page of the project asks for it.</param>
/// <param name="IsForRequests">Whether something takes it that is not a component, whose services live as long as its user's connection, or a service that runs beside the requests.</param>
/// <param name="IsFetched">Whether code asks the host for it by name.</param>
internal sealed record Takers(bool AreNone, bool IsForRequests, bool IsFetched)
{
    /// <summary>The takers of the service that a call registers.</summary>
    /// <param name="registration">The call.</param>
    /// <param name="service">The class of the service's objects.</param>
    /// <param name="context">The project, and its pages.</param>
    public static Takers Of(IInvocationOperation registration, INamedTypeSymbol service, OperationAnalysisContext context)
    {
        var flow = FlowAnalysis.For(context.Compilation);
        var known = new HashSet<ISymbol>(registration.TargetMethod.TypeArguments.Select(static t => (ISymbol)t.OriginalDefinition).Append(service.OriginalDefinition), SymbolEqualityComparer.Default);
        var takers = flow.Hierarchy.All.Where(type => type.GetMembers().Any(m => m switch
        {
            IMethodSymbol method => method.Parameters.Any(p => known.Contains(p.Type.OriginalDefinition)),
            IPropertySymbol property => known.Contains(property.Type.OriginalDefinition),
            _ => false,
        })).ToList();
        bool isOnPage = context.Options.AdditionalFiles.Any(page => (page.Path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || page.Path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase))
            && page.GetText(context.CancellationToken)?.ToString() is { } text && known.Any(type => text.Contains(type.Name)));
        return new Takers(takers.Count == 0 && !isOnPage, takers.Any(static t => !LivesLong(t)), IsAskedFor(known, flow, context.CancellationToken));
    }

    private static bool LivesLong(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type.BaseType; at is not null; at = at.BaseType)
            if (at.Name is "ComponentBase" or "BackgroundService") return true;
        return type.AllInterfaces.Any(static i => i.Name == "IHostedService");
    }

    // services.GetRequiredService<Fares>()
    private static bool IsAskedFor(HashSet<ISymbol> known, FlowAnalysis flow, CancellationToken cancellation) => flow.Names(cancellation).Files
        .Where(static file => file.Says("GetRequiredService") || file.Says("GetService"))
        .SelectMany(file => file.Tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>())
        .Any(name => name is { Identifier.ValueText: "GetRequiredService" or "GetService", TypeArgumentList.Arguments: [{ } asked] } && known.Any(type => type.Name == Mention.NameOf(asked)));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers;

/// <summary>A fix of one diagnostic, offered for each finding that it fits; it can be taken for all of them at once.</summary>
public abstract class OfferedFix : CodeFixProvider
{
    /// <summary>A fix of one diagnostic.</summary>
    private protected OfferedFix(string id) => FixableDiagnosticIds = [id];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await Find(context, root, diagnostic).ConfigureAwait(false) is { } offer)
                context.RegisterCodeFix(CodeAction.Create(offer.Title, offer.Change, equivalenceKey: GetType().Name), diagnostic);
        }
    }

    /// <summary>What is offered for a finding; null when there is nothing certain to do.</summary>
    /// <param name="context">The file, and who asks.</param>
    /// <param name="root">The root of the file.</param>
    /// <param name="diagnostic">The finding.</param>
    private protected abstract Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic);

    /// <summary>A change that is offered.</summary>
    /// <param name="title">What a reader sees.</param>
    /// <param name="change">The solution after it.</param>
    private protected sealed class Offer(string title, Func<CancellationToken, Task<Solution>> change)
    {
        /// <summary>What a reader sees.</summary>
        public string Title { get; } = title;

        /// <summary>The solution after it.</summary>
        public Func<CancellationToken, Task<Solution>> Change { get; } = change;

        /// <summary>The file with another root.</summary>
        public static Offer InFile(string title, Document document, Func<SyntaxNode> changed) =>
            new(title, _ => Task.FromResult(document.WithSyntaxRoot(changed()).Project.Solution));
    }
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Generators.Incremental;

/// <summary>
/// What one file declares and which words its declarations use, read once from its syntax. An edit gives one file new facts; those of
/// all others stay, and with them what was parsed from them.
/// </summary>
internal sealed class TreeFacts
{
    private const string Suffix = "Attribute";

    private static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> Known = new();

    private readonly SyntaxNode root;
    private HashSet<string>? words;
    private HashSet<string>? allWords;
    private ulong? outline;
    private ulong? text;

    private TreeFacts(SyntaxNode root)
    {
        this.root = root;
        foreach (SyntaxNode node in root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case UsingDirectiveSyntax directive: Add(directive); break;
                case BaseNamespaceDeclarationSyntax space: Namespaces.Add(space.Name.ToString()); break;
                case BaseTypeDeclarationSyntax type: Add(type); break;
                case DelegateDeclarationSyntax type: Types.Add(type.Identifier.ValueText); break;
            }
        }
    }

    public static TreeFacts Of(SyntaxTree tree, CancellationToken cancellation) =>
        Known.TryGetValue(tree, out TreeFacts known) ? known : Known.GetValue(tree, t => new TreeFacts(t.GetRoot(cancellation)));

    /// <summary>The types that bear attributes, with the simple names of these.</summary>
    public List<(TypeDeclarationSyntax Type, List<string> Attributes)> Attributed { get; } = [];

    /// <summary>The names of the types that are declared; of an attribute also the short one.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the extension methods that are declared, which are called without the name of their class.</summary>
    public HashSet<string> Extensions { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the namespaces that are opened.</summary>
    public List<string> Namespaces { get; } = [];

    /// <summary>The names that using directives give.</summary>
    public List<string> Aliases { get; } = [];

    /// <summary>The global using directives, which change the meaning of all files.</summary>
    public List<string> GlobalUsings { get; } = [];

    /// <summary>The identifiers outside method bodies: no other file can matter to the declarations here.</summary>
    public HashSet<string> Words => words ??= WordsOf(Tokens());

    /// <summary>The identifiers everywhere, method bodies included.</summary>
    public HashSet<string> AllWords => allWords ??= WordsOf(root.DescendantTokens());

    /// <summary>A hash of everything outside method bodies, directives included.</summary>
    public ulong Outline
    {
        get
        {
            if (outline is { } known) return known;
            var hash = new TextHash();
            foreach (SyntaxToken token in Tokens()) hash.Add(token.Text);
            if (root.ContainsDirectives)
                foreach (SyntaxTrivia trivia in root.DescendantTrivia().Where(static t => t.IsDirective)) hash.Add(trivia.ToString());
            outline = hash.Value;
            return hash.Value;
        }
    }

    /// <summary>A hash of the whole text.</summary>
    public ulong Text
    {
        get
        {
            if (text is { } known) return known;
            var hash = new TextHash();
            hash.Add(root.ToFullString());
            text = hash.Value;
            return hash.Value;
        }
    }

    private IEnumerable<SyntaxToken> Tokens() => root.DescendantTokens(static n => n is not (BlockSyntax or ArrowExpressionClauseSyntax));

    private static HashSet<string> WordsOf(IEnumerable<SyntaxToken> tokens) =>
        new(tokens.Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText), StringComparer.Ordinal);

    private void Add(UsingDirectiveSyntax directive)
    {
        if (directive.Alias is { } alias) Aliases.Add(alias.Name.Identifier.ValueText);
        if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) GlobalUsings.Add(directive.ToString());
    }

    private void Add(BaseTypeDeclarationSyntax type)
    {
        string name = type.Identifier.ValueText;
        Types.Add(name);
        if (name.EndsWith(Suffix, StringComparison.Ordinal)) Types.Add(name.Substring(0, name.Length - Suffix.Length));
        // A block of extensions has no name of its own.
        if (type is TypeDeclarationSyntax declared)
            foreach (MethodDeclarationSyntax method in declared.Members.OfType<MethodDeclarationSyntax>())
                if (name.Length == 0 || method.ParameterList.Parameters is [{ Modifiers: [{ RawKind: (int)SyntaxKind.ThisKeyword }, ..] }, ..])
                    Extensions.Add(method.Identifier.ValueText);
        if (type is TypeDeclarationSyntax { AttributeLists.Count: > 0 } attributed)
            Attributed.Add((attributed, attributed.AttributeLists.SelectMany(static l => l.Attributes).Select(static a => SimpleName(a.Name)).ToList()));
    }

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => SimpleName(qualified.Right),
        AliasQualifiedNameSyntax aliased => SimpleName(aliased.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}

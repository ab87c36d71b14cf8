using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// What a file says by name, before anything is bound: the objects it makes, the bases of its types, the rows its loaders read, the handlers of
/// its endpoints. It is read once, however often other files are edited.
/// </summary>
internal sealed class FileNames
{
    /// <summary>Stands for a type that is not written where it is meant, or under another name.</summary>
    public const string Unnamed = "";

    /// <summary>Stands for the type of a copy, <c>with</c>.</summary>
    public const string Copied = "with";

    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> Known = new();

    private readonly HashSet<string> scopes = new(StringComparer.Ordinal), aliases = new(StringComparer.Ordinal), words = new(StringComparer.Ordinal);

    private FileNames(SyntaxNode root)
    {
        Tree = root.SyntaxTree;
        List<(string Name, string? Scope)> declared = [];
        List<Mention> made = [], based = [];
        List<AnonymousFunctionExpressionSyntax> handlers = [];
        List<InvocationExpressionSyntax> endpoints = [];
        List<TypeDeclarationSyntax> types = [];
        HashSet<string> rows = new(StringComparer.Ordinal), globalScopes = new(StringComparer.Ordinal), globalAliases = new(StringComparer.Ordinal);
        foreach (SyntaxToken token in root.DescendantTokens())
            if (token.RawKind == (int)SyntaxKind.IdentifierToken) words.Add(token.ValueText);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is BaseTypeDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax or CompilationUnitSyntax } outer) declared.Add((outer.Identifier.ValueText, ScopeOf(outer)));
            if (node is ParameterSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.ThisKeyword)) Extends = true;
            switch (node)
            {
                case UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } directive:
                    (IsGlobal(directive) ? globalAliases : aliases).Add(alias);
                    break;
                case UsingDirectiveSyntax { Name: { } name, StaticKeyword.RawKind: (int)SyntaxKind.None } directive:
                    (IsGlobal(directive) ? globalScopes : scopes).Add(Mention.NameOf(name));
                    break;
                case BaseNamespaceDeclarationSyntax { Name: var name }:
                    scopes.UnionWith(name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(static part => part.Identifier.ValueText));
                    break;
                case TypeDeclarationSyntax type when type.BaseList is not null || type.Members.Any(static m => m is MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync" }):
                    types.Add(type);
                    if (type.BaseList is { Types: var bases }) based.AddRange(bases.Select(b => new Mention(type, b.Type)));
                    break;
                case BaseObjectCreationExpressionSyntax creation:
                    made.Add(new(creation, creation is ObjectCreationExpressionSyntax { Type: var written } ? written : Mention.TargetOf(creation)));
                    break;
                case WithExpressionSyntax copy:
                    made.Add(new(copy, null));
                    break;
                case GenericNameSyntax { Identifier.ValueText: "LoadFromTextFile" or "CreateTextLoader", TypeArgumentList.Arguments: [{ } row] }:
                    rows.Add(Mention.NameOf(row));
                    break;
                case AnonymousFunctionExpressionSyntax lambda when RequestPaths.IsHandler(lambda):
                    handlers.Add(lambda);
                    break;
                case InvocationExpressionSyntax call when RequestPaths.MapsRequests(call):
                    endpoints.Add(call);
                    break;
            }
        }
        Made = made.ToLookup(KeyOf, StringComparer.Ordinal);
        Based = based.ToLookup(KeyOf, StringComparer.Ordinal);
        (Declared, Types, Rows, Handlers, Endpoints, GlobalScopes, GlobalAliases) = (declared, types, rows, handlers, endpoints, globalScopes, globalAliases);
    }

    /// <summary>The names of a file.</summary>
    public static FileNames Of(SyntaxTree tree, CancellationToken cancellation) => Known.GetValue(tree, t => new FileNames(t.GetRoot(cancellation)));

    /// <summary>The creations of objects by the name of their type, <see cref="Copied"/> or <see cref="Unnamed"/>.</summary>
    public ILookup<string, Mention> Made { get; }

    /// <summary>The declarations of types by the name of each base, or <see cref="Unnamed"/>.</summary>
    public ILookup<string, Mention> Based { get; }

    /// <summary>The file.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>The types that are not in others, by name and the last part of their namespace; null for the global one.</summary>
    public IReadOnlyList<(string Name, string? Scope)> Declared { get; }

    /// <summary>Whether the file declares extension methods, for which nobody names their class.</summary>
    public bool Extends { get; }

    /// <summary>The declarations of types that have bases, or a method that a host may call for each request.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Types { get; }

    /// <summary>The names of the types whose rows a loader reads from a file.</summary>
    public IReadOnlyCollection<string> Rows { get; }

    /// <summary>The lambdas that answer the requests of an endpoint.</summary>
    public IReadOnlyList<AnonymousFunctionExpressionSyntax> Handlers { get; }

    /// <summary>The calls that say who answers the requests of an endpoint.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Endpoints { get; }

    /// <summary>The last parts of the namespaces that the file imports for all files.</summary>
    public IReadOnlyCollection<string> GlobalScopes { get; }

    /// <summary>The names that the file gives to types and namespaces for all files.</summary>
    public IReadOnlyCollection<string> GlobalAliases { get; }

    /// <summary>Whether a name stands anywhere in the file.</summary>
    public bool Says(string word) => words.Contains(word);

    /// <summary>Whether a simple name in the file may mean a type of a namespace with this last part, as far as the file alone says.</summary>
    public bool Sees(string scope) => scopes.Contains(scope);

    private static string? ScopeOf(SyntaxNode type) => type.Parent is BaseNamespaceDeclarationSyntax { Name: var name } ? Mention.NameOf(name) : null;

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.RawKind != (int)SyntaxKind.None;

    private string KeyOf(Mention mention) =>
        mention.Node is WithExpressionSyntax ? Copied : mention.Type is null || aliases.Contains(mention.Name) ? Unnamed : mention.Name;
}

/// <summary>A place that means a type.</summary>
/// <param name="node">The creation of an object, or the declaration of a type.</param>
/// <param name="type">The type as it is written: the object's, or a base; null where it is not.</param>
internal readonly struct Mention(SyntaxNode node, TypeSyntax? type)
{
    public SyntaxNode Node { get; } = node;
    public TypeSyntax? Type { get; } = type;

    /// <summary>The last part of the type's name.</summary>
    public string Name => NameOf(Type);

    /// <summary>Whether the type is written without its namespace.</summary>
    public bool IsSimple => Type is SimpleNameSyntax;

    public static string NameOf(TypeSyntax? type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => FileNames.Unnamed,
    };

    /// <summary>The type that <c>new(…)</c> makes where the declaration it starts, or the member it is the value of, writes it.</summary>
    public static TypeSyntax? TargetOf(ExpressionSyntax creation)
    {
        TypeSyntax? type = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            _ => null,
        };
        return type is NullableTypeSyntax { ElementType: var element } ? element : type;
    }
}

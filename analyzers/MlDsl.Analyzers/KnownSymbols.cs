using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers;

/// <summary>The types that rules look for, found once per compilation; null where the library is not referenced.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> Cache = new();

    private readonly List<IAssemblySymbol> libraries;

    private KnownSymbols(Compilation compilation)
    {
        libraries = [.. compilation.SourceModule.ReferencedAssemblySymbols.Prepend(compilation.Assembly).Where(IsMlNetAssembly)];
        MlContext = Library("Microsoft.ML.MLContext");
        DataView = Library("Microsoft.ML.IDataView");
        PredictionEngine = Library("Microsoft.ML.PredictionEngine`2");
        TimeSeriesEngine = Library("Microsoft.ML.Transforms.TimeSeries.TimeSeriesPredictionEngine`2");
        LoadColumn = Library("Microsoft.ML.Data.LoadColumnAttribute");
        ColumnName = Library("Microsoft.ML.Data.ColumnNameAttribute");
        NoColumn = Library("Microsoft.ML.Data.NoColumnAttribute");
        VectorType = Library("Microsoft.ML.Data.VectorTypeAttribute");
        KeyType = Library("Microsoft.ML.Data.KeyTypeAttribute");
        DataViewType = Library("Microsoft.ML.Data.DataViewTypeAttribute");
        InferenceSession = compilation.GetTypeByMetadataName("Microsoft.ML.OnnxRuntime.InferenceSession");
        Controller = compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Mvc.ControllerBase");
    }

    public INamedTypeSymbol? MlContext { get; }
    public INamedTypeSymbol? DataView { get; }
    public INamedTypeSymbol? PredictionEngine { get; }
    public INamedTypeSymbol? TimeSeriesEngine { get; }
    public INamedTypeSymbol? LoadColumn { get; }
    public INamedTypeSymbol? ColumnName { get; }
    public INamedTypeSymbol? NoColumn { get; }
    public INamedTypeSymbol? VectorType { get; }
    public INamedTypeSymbol? KeyType { get; }
    public INamedTypeSymbol? DataViewType { get; }
    public INamedTypeSymbol? InferenceSession { get; }
    public INamedTypeSymbol? Controller { get; }

    public static KnownSymbols For(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownSymbols(c));

    /// <summary>Whether <paramref name="symbol"/> is ML.NET's own, and not a type that only bears its name.</summary>
    public static bool IsMlNet(ISymbol? symbol) => symbol?.ContainingAssembly is { } assembly && IsMlNetAssembly(assembly);

    /// <summary>Whether <paramref name="symbol"/> belongs to ONNX Runtime.</summary>
    public static bool IsOnnxRuntime(ISymbol? symbol) =>
        symbol?.ContainingAssembly?.Name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal) == true;

    /// <summary>Whether <paramref name="method"/> is <c>InferenceSession.Run</c>.</summary>
    public static bool IsSessionRun(IMethodSymbol method) => method is { Name: "Run", ContainingType.Name: "InferenceSession" } && IsOnnxRuntime(method);

    /// <summary>Whether <paramref name="type"/> is <paramref name="known"/> or a construction of it.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);

    private static bool IsMlNetAssembly(IAssemblySymbol assembly) => assembly.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal)
        ? !assembly.Name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)
        : assembly.Name == "Microsoft.Data.Analysis";

    private INamedTypeSymbol? Library(string name)
    {
        foreach (IAssemblySymbol library in libraries)
            if (library.GetTypeByMetadataName(name) is { } type) return type;
        return null;
    }
}

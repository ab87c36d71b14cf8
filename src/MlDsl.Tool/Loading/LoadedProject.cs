using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Tool.Loading;

/// <summary>A project, ready for the rules.</summary>
/// <param name="Name">The project's file, or its folder.</param>
/// <param name="Options">The project's .editorconfig and additional files.</param>
/// <param name="Notes">What its reader should know: packages that were not found.</param>
internal sealed record LoadedProject(string Name, Compilation Compilation, AnalyzerOptions Options, ImmutableArray<string> Notes);

using Microsoft.CodeAnalysis;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Where the squiggle of a problem goes.</summary>
internal static class ProblemPlaces
{
    public static Location Of(Problem problem, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (problem is { Place: not ProblemPlace.Model, Member: { Length: > 0 } member } && OnnxModelReader.Scorer(type) is { } scorer)
        {
            ITypeSymbol record = scorer.TypeArguments[problem.Place == ProblemPlace.Input ? 0 : 1];
            ISymbol? symbol = RecordReader.Candidates(RecordReader.RowOf(record) ?? record).FirstOrDefault(m => m.Name == member);

            // A type of another assembly has no source; then the attribute is the place.
            if (symbol is { Locations: [{ IsInSource: true } place, ..] }) return place;
        }
        return OnnxModelReader.Attribute(type) is { } attribute ? attribute.Place(type, cancellation) : type.Place();
    }
}

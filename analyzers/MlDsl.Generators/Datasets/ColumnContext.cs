using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>The property being read and whom to tell what is wrong with it.</summary>
internal sealed record ColumnContext(IPropertySymbol Property, INamedTypeSymbol Type, ProblemCounter Problems, CancellationToken Cancellation)
{
    public Location Place => Property.PlaceIn(Type);

    public void Refuse(string problem) => Problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, Place, Property.Name, problem));

    public void RefuseLength(string problem) => Problems.Report(Diagnostic.Create(DatasetRules.VectorLength, Place, Property.Name, problem));

    public void RefuseRoles(string one, string other) => Problems.Report(Diagnostic.Create(DatasetRules.Roles, Place, Property.Name, one, other));

    public void RefuseType(string type, string use, string accepted) =>
        Problems.Report(Diagnostic.Create(ColumnRules.KindRefusesType, Place, Property.Name, type, use, accepted));
}

using System.Globalization;
using MlDsl.Compiler.Planning;

namespace MlDsl.Compiler.Costs;

/// <summary>
/// Chooses what runs a graph: a row's own program wherever there is one; else the compiled operators or ONNX Runtime, whichever is estimated
/// to be faster; and the compiled operators where ONNX Runtime is not there.
/// </summary>
internal static class BackendChooser
{
    /// <summary>The choice that the project asks for, or that of <see cref="Auto"/>.</summary>
    public static BackendChoice Choose(Plan plan, BackendQuestion question) => question.Asked switch
    {
        "compiled" => new(true, "the project says so"),
        "runtime" => new(false, "the project says so"),
        _ => Auto(plan, question.HasRuntime, question.IsMlNet),
    };

    /// <summary>The choice that nothing but costs decides.</summary>
    public static BackendChoice Auto(Plan plan, bool hasRuntime, bool isMlNet = false)
    {
        if (plan.Obstacles.Count > 0) return new(false, $"it cannot be compiled: {plan.Obstacles[0]}{(plan.Obstacles.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"; and {plan.Obstacles.Count - 1} more") : "")}");
        if (isMlNet) return new(true, "all of its steps are compiled");
        if (plan.Program is { } program && program.Outputs.All(static output => output is not null)) return new(true, "each row is calculated for itself, without tensors");
        PlanCost cost = PlanCost.Of(plan);
        string own = PlanCost.Time(cost.Own), runtime = PlanCost.Time(cost.Runtime), what = What(cost);
        if (cost.Own <= cost.Runtime) return new(true, $"a call of one row takes about {own}, and ONNX Runtime about {runtime}{what}");
        return hasRuntime
            ? new(false, $"a call of one row takes it about {runtime}, and compiled about {own}{what}")
            : new(true, $"a call of one row takes about {own}{what}; with Microsoft.ML.OnnxRuntime, which the project does not reference, about {runtime}");
    }

    private static string What(PlanCost cost) =>
        cost.MultiplyAdds < 1e6 ? $" (mostly {CostTable.Word(cost.Most)})" : string.Create(CultureInfo.InvariantCulture, $" ({cost.MultiplyAdds / 1e6:0} million multiply-adds, mostly {CostTable.Word(cost.Most)})");
}

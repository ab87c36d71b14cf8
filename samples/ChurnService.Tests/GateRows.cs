using ChurnService;
using ChurnService.Tests;
using MlDsl;

[assembly: GatesOf<ChurnModel>(Model = "Models/churn.mldsl", Rows = typeof(GateRows))]

namespace ChurnService.Tests;

/// <summary>Customers that the model has not learned from, on whom it must reach what its declaration requires: a fact for each requirement.</summary>
public sealed class GateRows : IGateRows<Customer>
{
    /// <summary>The customers.</summary>
    public static ValidationSet<Customer> Rows => Dataset<Customer>.FromRows(Customers.Make(4_000, seed: 5)).SplitRandom(validation: 0.9, test: 0, seed: 1).Validation;
}

using MlDsl;

namespace ChurnService;

/// <summary>Whether the compiled graph and the model as the trainer saved it, run by MlDsl's own generated code, say the same.</summary>
internal static class Parity
{
    /// <summary>Whom to call, and how many customers get the same answer; 0 where all do.</summary>
    public static int Check()
    {
        using ChurnScorer scorer = ChurnScorer.Load();
        Customer[] customers = [.. Customers.Make(1_000, seed: 2)];
        Console.WriteLine($"call first: {string.Join(", ", new CallList(scorer).Of(customers).Take(5))}");

        ChurnModel trained = ChurnModel.Load(Path.Combine(AppContext.BaseDirectory, "Models", "churn.mldsl"));
        int equal = 0;
        float widest = 0;
        foreach (Customer customer in customers)
        {
            Customer.Input input = customer.ToInput();
            BinaryPrediction expected = trained.Predict(in input);
            scorer.Run(in input, out ChurnRisk risk);
            float apart = Math.Abs(expected.Probability.Value - risk.Probability);
            widest = Math.Max(widest, apart);
            // At the threshold itself the last digit decides.
            bool isAtThreshold = Math.Abs(expected.Probability.Value - trained.Threshold.Value) <= 1e-6f;
            if (apart <= 1e-6f && (expected.Label == risk.Leaves || isAtThreshold)) equal++;
        }
        Console.WriteLine(FormattableString.Invariant($"customers={customers.Length} equal={equal} widest={widest:0.0e0}"));
        return equal == customers.Length ? 0 : 1;
    }
}

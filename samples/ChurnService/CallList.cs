using MlDsl;

namespace ChurnService;

/// <summary>Whom to call first. It knows the model by its interface, so that a test gives it another one.</summary>
public sealed class CallList(IScorer<Customer.Input, ChurnRisk> scorer)
{
    /// <summary>Those who will leave, the surest first.</summary>
    public IReadOnlyList<int> Of(IReadOnlyList<Customer> customers)
    {
        Customer.Input[] inputs = [.. customers.Select(static c => c.ToInput())];
        var risks = new ChurnRisk[inputs.Length];
        scorer.Run(inputs, risks);
        return
        [
            .. customers.Zip(risks)
                .Where(static pair => pair.Second.Leaves)
                .OrderByDescending(static pair => pair.Second.Probability)
                .Select(static pair => pair.First.Number),
        ];
    }
}

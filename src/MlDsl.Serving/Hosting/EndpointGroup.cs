using Microsoft.AspNetCore.Builder;

namespace MlDsl.Serving;

/// <summary>Several endpoints: what is said of one is said of all of them.</summary>
internal sealed class EndpointGroup(params IEndpointConventionBuilder[] parts) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (IEndpointConventionBuilder part in parts) part.Add(convention);
    }

    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (IEndpointConventionBuilder part in parts) part.Finally(finallyConvention);
    }
}

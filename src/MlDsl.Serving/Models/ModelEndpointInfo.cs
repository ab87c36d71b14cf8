using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>What an endpoint of models does.</summary>
internal enum ModelEndpointPurpose
{
    /// <summary>Takes rows and gives what the model says of them.</summary>
    Answer,

    /// <summary>Gives the schema of rows.</summary>
    Schema,

    /// <summary>Lists the models of a folder.</summary>
    List,
}

/// <summary>
/// Metadata of an endpoint, by which documents of an API find what it takes and gives. It says nothing of accepted media types: routing would answer what comes with another
/// one before the endpoint could say what is wrong.
/// </summary>
/// <param name="Purpose">What the endpoint does.</param>
/// <param name="Model">The model; null where requests name one of a folder.</param>
/// <param name="Folder">The folder; null where there is one model.</param>
internal sealed record ModelEndpointInfo(ModelEndpointPurpose Purpose, ServedModel? Model, ModelFolder? Folder)
{
    // Documents of an API show endpoints that have a method, and read its parameters: this one has none of them.
    private static readonly MethodInfo Shown = ((RequestDelegate)(static _ => Task.CompletedTask)).Method;

    /// <summary>Puts it on an endpoint, which documents of an API show from now on.</summary>
    public void AddTo(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(Shown, this);
}

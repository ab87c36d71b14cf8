using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>A service whose endpoints are called where they are: no bytes go over a connection, so that a million requests take a minute.</summary>
internal sealed class FuzzedService : IAsyncDisposable
{
    private readonly Service service;
    private readonly Dictionary<string, RequestDelegate> endpoints;

    private FuzzedService(Service service)
    {
        this.service = service;
        endpoints = ((IEndpointRouteBuilder)service.App).DataSources.SelectMany(static s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(static e => e.RequestDelegate is not null)
            .GroupBy(static e => e.RoutePattern.RawText!).ToDictionary(static g => g.Key, static g => g.First().RequestDelegate!);
    }

    public static async Task<FuzzedService> StartAsync() => new(await Service.StartAsync(
        static (builder, service) =>
        {
            // Of what is logged only the service's own faults are kept.
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.Services.AddGrpc();
            service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
            service.Put("loan.mldsl", Made.Bytes(Made.Loan.Save));
            builder.Services.AddModel<RideModel>(o => (o.Name, o.File, o.Watch, o.PollEvery) = ("ride", service["ride.mldsl"], false, TimeSpan.Zero));
            builder.Services.AddModel<LoanModel>(o =>
            {
                (o.Name, o.File, o.Watch, o.PollEvery) = ("loan", service["loan.mldsl"], false, TimeSpan.Zero);
                o.Rows = new JsonRowOptions { UnknownMembers = UnknownMembers.Ignore };
            });
        },
        static app =>
        {
            app.MapModel<RideModel>("/ride");
            app.MapModel<LoanModel>("/loan");
            app.MapOpenInference();
            app.MapOpenInferenceGrpc();
        }));

    /// <summary>Calls an endpoint, and gives back what it would send.</summary>
    public FuzzedAnswer Ask(FuzzedRequest request)
    {
        var response = new HttpResponseFeature();
        using var body = new MemoryStream();
        var trailers = new ResponseTrailers();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = "POST", Protocol = request.IsGrpc ? "HTTP/2" : "HTTP/1.1" });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpResponseTrailersFeature>(trailers);
        features.Set<IRequestBodyPipeFeature>(new Body(PipeReader.Create(request.Sequence())));
        var context = new DefaultHttpContext(features) { RequestServices = service.App.Services };
        context.Request.ContentType = request.ContentType;
        context.Request.ContentLength = request.SaysLength ? request.Body.Length : null;
        foreach ((string name, string value) in request.Headers) context.Request.Headers[name] = value;
        if (request.Model is not null) context.Request.RouteValues["model"] = request.Model;
        endpoints[request.Route](context).GetAwaiter().GetResult();
        context.Response.CompleteAsync().GetAwaiter().GetResult();
        return new FuzzedAnswer(response.StatusCode, response.Headers, trailers.Trailers, body.ToArray());
    }

    /// <summary>What the service logged as its own fault since this was asked last.</summary>
    public IReadOnlyList<string> TakeErrors()
    {
        string[] errors = [.. service.Log];
        service.Log.Clear();
        return errors;
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private sealed class Body(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }

    private sealed class ResponseTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}

/// <summary>What is sent.</summary>
/// <param name="Route">The endpoint's route.</param>
/// <param name="Body">The body.</param>
internal sealed record FuzzedRequest(string Route, byte[] Body)
{
    public string? Model { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public bool SaysLength { get; init; } = true;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Where the body comes in pieces, where the first ends.</summary>
    public int Cut { get; init; }

    public bool IsGrpc => ContentType == "application/grpc";

    public ReadOnlySequence<byte> Sequence()
    {
        if (Cut <= 0 || Cut >= Body.Length) return new(Body);
        var last = new Piece(Body.AsMemory(Cut), Cut);
        return new(new Piece(Body.AsMemory(0, Cut), 0, last), 0, last, Body.Length - Cut);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start, Piece? next = null) => (Memory, RunningIndex, Next) = (memory, start, next);
    }
}

/// <summary>What comes back.</summary>
internal sealed record FuzzedAnswer(int Status, IHeaderDictionary Headers, IHeaderDictionary Trailers, byte[] Body)
{
    /// <summary>gRPC's own status.</summary>
    public string? Grpc => Trailers.TryGetValue("grpc-status", out var status) || Headers.TryGetValue("grpc-status", out status) ? status.ToString() : null;

    public string? GrpcMessage => Trailers.TryGetValue("grpc-message", out var message) || Headers.TryGetValue("grpc-message", out message) ? message.ToString() : null;
}
